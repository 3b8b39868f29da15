import Kernels

#if canImport(KernelsAVX2)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The kernels of training pattern by pattern, in one build.
///
/// Every function is described where it is defined, in the module Kernels.
package struct DescentKernels: Sendable {
  package let denseForward:
    @Sendable (
      _ input: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ rowLength: Int,
      _ bias: UnsafePointer<Float>, _ outputs: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let denseDescent:
    @Sendable (
      _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ outputs: Int,
      _ rates: UnsafePointer<Float>, _ scale: Float, _ weights: UnsafeMutablePointer<Float>,
      _ rowLength: Int, _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let descent:
    @Sendable (
      _ gradients: UnsafePointer<Float>, _ rates: UnsafePointer<Float>, _ scale: Float,
      _ count: Int, _ weights: UnsafeMutablePointer<Float>
    ) -> Void
  package let diagonalRates:
    @Sendable (
      _ curvatures: UnsafePointer<Float>, _ mask: UnsafePointer<Float>, _ mu: Float, _ count: Int,
      _ rates: UnsafeMutablePointer<Float>
    ) -> Void
  package let runningMean:
    @Sendable (
      _ input: UnsafePointer<Float>, _ weight: Float, _ count: Int,
      _ mean: UnsafeMutablePointer<Float>
    ) -> Void
  package let squares:
    @Sendable (
      _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
}

extension DescentKernels {
  static let baseline = DescentKernels(
    denseForward: Kernels.denseForward,
    denseDescent: Kernels.denseDescent,
    descent: Kernels.descent,
    diagonalRates: Kernels.diagonalRates,
    runningMean: Kernels.runningMean,
    squares: Kernels.squares)

  #if canImport(KernelsAVX2)
    static let avx2 = DescentKernels(
      denseForward: KernelsAVX2.denseForward,
      denseDescent: KernelsAVX2.denseDescent,
      descent: KernelsAVX2.descent,
      diagonalRates: KernelsAVX2.diagonalRates,
      runningMean: KernelsAVX2.runningMean,
      squares: KernelsAVX2.squares)

    static let avx512 = DescentKernels(
      denseForward: KernelsAVX512.denseForward,
      denseDescent: KernelsAVX512.denseDescent,
      descent: KernelsAVX512.descent,
      diagonalRates: KernelsAVX512.diagonalRates,
      runningMean: KernelsAVX512.runningMean,
      squares: KernelsAVX512.squares)
  #endif
}
