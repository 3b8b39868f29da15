import Kernels

#if canImport(KernelsAVX2)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// The kernels of the layers that only LeNet-5 has, in one build.
///
/// Every function is described where it is defined, in the module Kernels.
package struct LeNet5Kernels: Sendable {
  package let scaledTanh:
    @Sendable (
      _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let scaledTanhGradient:
    @Sendable (
      _ output: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ count: Int,
      _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let scaledTanhCurvature:
    @Sendable (
      _ output: UnsafePointer<Float>, _ outputCurvature: UnsafePointer<Float>, _ count: Int,
      _ inputCurvature: UnsafeMutablePointer<Float>
    ) -> Void
  package let subsampling:
    @Sendable (
      _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ taps: UnsafePointer<Int32>, _ tapCount: Int, _ mapVectors: Int,
      _ coefficients: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let subsamplingInputGradient:
    @Sendable (
      _ outputGradient: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ taps: UnsafePointer<Int32>, _ tapCount: Int, _ mapVectors: Int,
      _ coefficients: UnsafePointer<Float>, _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let subsamplingParameterGradient:
    @Sendable (
      _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
      _ windows: UnsafePointer<Int32>, _ windowCount: Int, _ taps: UnsafePointer<Int32>,
      _ tapCount: Int, _ mapVectors: Int, _ coefficientGradient: UnsafeMutablePointer<Float>,
      _ biasGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let subsamplingParameterCurvature:
    @Sendable (
      _ input: UnsafePointer<Float>, _ outputCurvature: UnsafePointer<Float>,
      _ windows: UnsafePointer<Int32>, _ windowCount: Int, _ taps: UnsafePointer<Int32>,
      _ tapCount: Int, _ mapVectors: Int, _ coefficientCurvature: UnsafeMutablePointer<Float>,
      _ biasCurvature: UnsafeMutablePointer<Float>
    ) -> Void
  package let radialBasis:
    @Sendable (
      _ input: UnsafePointer<Float>, _ patterns: Int, _ units: Int, _ inputStride: Int,
      _ codes: UnsafePointer<Float>, _ classes: Int, _ outputStride: Int,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let radialBasisGradient:
    @Sendable (
      _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ patterns: Int,
      _ units: Int, _ inputStride: Int, _ codes: UnsafePointer<Float>, _ classes: Int,
      _ outputStride: Int, _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let radialBasisCurvature:
    @Sendable (
      _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
      _ outputCurvature: UnsafePointer<Float>, _ patterns: Int, _ units: Int, _ inputStride: Int,
      _ codes: UnsafePointer<Float>, _ classes: Int, _ outputStride: Int,
      _ inputCurvature: UnsafeMutablePointer<Float>
    ) -> Void
}

extension LeNet5Kernels {
  static let baseline = LeNet5Kernels(
    scaledTanh: Kernels.scaledTanh,
    scaledTanhGradient: Kernels.scaledTanhGradient,
    scaledTanhCurvature: Kernels.scaledTanhCurvature,
    subsampling: Kernels.subsampling,
    subsamplingInputGradient: Kernels.subsamplingInputGradient,
    subsamplingParameterGradient: Kernels.subsamplingParameterGradient,
    subsamplingParameterCurvature: Kernels.subsamplingParameterCurvature,
    radialBasis: Kernels.radialBasis,
    radialBasisGradient: Kernels.radialBasisGradient,
    radialBasisCurvature: Kernels.plainRadialBasisCurvature)

  #if canImport(KernelsAVX2)
    static let avx2 = LeNet5Kernels(
      scaledTanh: KernelsAVX2.scaledTanh,
      scaledTanhGradient: KernelsAVX2.scaledTanhGradient,
      scaledTanhCurvature: KernelsAVX2.scaledTanhCurvature,
      subsampling: KernelsAVX2.subsampling,
      subsamplingInputGradient: KernelsAVX2.subsamplingInputGradient,
      subsamplingParameterGradient: KernelsAVX2.subsamplingParameterGradient,
      subsamplingParameterCurvature: KernelsAVX2.subsamplingParameterCurvature,
      radialBasis: KernelsAVX2.radialBasis,
      radialBasisGradient: KernelsAVX2.radialBasisGradient,
      radialBasisCurvature: KernelsAVX2.plainRadialBasisCurvature)

    static let avx512 = LeNet5Kernels(
      scaledTanh: KernelsAVX512.scaledTanh,
      scaledTanhGradient: KernelsAVX512.scaledTanhGradient,
      scaledTanhCurvature: KernelsAVX512.scaledTanhCurvature,
      subsampling: KernelsAVX512.subsampling,
      subsamplingInputGradient: KernelsAVX512.subsamplingInputGradient,
      subsamplingParameterGradient: KernelsAVX512.subsamplingParameterGradient,
      subsamplingParameterCurvature: KernelsAVX512.subsamplingParameterCurvature,
      radialBasis: KernelsAVX512.radialBasis,
      radialBasisGradient: KernelsAVX512.radialBasisGradient,
      radialBasisCurvature: KernelsAVX512.plainRadialBasisCurvature)
  #endif
}
