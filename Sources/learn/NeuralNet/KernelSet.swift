import CPUFeatures
import Kernels

#if canImport(KernelsAVX2)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// One build of the kernels, as a table of functions.
///
/// Which build suits this processor is chosen once, when the program starts. Every function is
/// described where it is defined, in the module Kernels.
public struct KernelSet: Sendable, CustomStringConvertible {
  /// What the set was compiled for, such as `AVX2 and FMA`.
  public let name: String

  public var description: String { name }

  package let convolution:
    @Sendable (
      _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ taps: UnsafePointer<Int32>, _ tapCount: Int, _ weights: UnsafePointer<Float>,
      _ bias: UnsafePointer<Float>, _ outputVectors: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let unfolding:
    @Sendable (
      _ input: UnsafePointer<Float>, _ start: Int, _ height: Int, _ columns: Int, _ width: Int,
      _ maps: Int, _ stride: Int, _ stripLength: Int, _ strips: UnsafeMutablePointer<Float>
    ) -> Void
  package let folding:
    @Sendable (
      _ strips: UnsafePointer<Float>, _ height: Int, _ columns: Int, _ width: Int, _ maps: Int,
      _ stride: Int, _ stripLength: Int, _ inputGradient: UnsafeMutablePointer<Float>,
      _ start: Int
    ) -> Void
  package let convolutionGradients:
    @Sendable (
      _ outputGradient: UnsafePointer<Float>, _ start: Int, _ outputStride: Int,
      _ outputMaps: Int, _ windowCount: Int, _ rows: Int, _ columns: Int, _ stripLength: Int,
      _ strips: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
      _ weightGradient: UnsafeMutablePointer<Float>, _ needsInput: Bool,
      _ stripGradients: UnsafeMutablePointer<Float>
    ) -> Void
  package let pooledConvolutionGradients:
    @Sendable (
      _ gradients: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ windowCount: Int,
      _ outputStride: Int, _ outputMaps: Int, _ listedPlaces: UnsafeMutablePointer<Int32>,
      _ listedGradients: UnsafeMutablePointer<Float>, _ rows: Int, _ pitch: Int,
      _ stripLength: Int, _ strips: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
      _ weightGradient: UnsafeMutablePointer<Float>,
      _ stripGradients: UnsafeMutablePointer<Float>
    ) -> Void
  package let imageConvolutionGradient:
    @Sendable (
      _ outputGradient: UnsafePointer<Float>, _ start: Int, _ outputStride: Int,
      _ outputMaps: Int, _ image: UnsafePointer<Float>, _ imageStart: Int, _ height: Int,
      _ width: Int, _ side: Int, _ weightGradient: UnsafeMutablePointer<Float>,
      _ stripLength: Int
    ) -> Void
  package let pooledImageConvolutionGradient:
    @Sendable (
      _ gradients: UnsafePointer<Float>, _ places: UnsafePointer<Int32>, _ windowCount: Int,
      _ outputStride: Int, _ outputMaps: Int, _ image: UnsafePointer<Float>, _ imageStart: Int,
      _ rows: Int, _ rowPitch: Int, _ weightGradient: UnsafeMutablePointer<Float>,
      _ stripLength: Int
    ) -> Void
  package let pooledGradients:
    @Sendable (
      _ output: UnsafePointer<Float>, _ winners: UnsafePointer<Int32>,
      _ outputGradient: UnsafePointer<Float>, _ branches: Int, _ outputStride: Int,
      _ window: Int, _ windowCount: Int, _ cornerPlaces: UnsafePointer<Int32>,
      _ gradients: UnsafeMutablePointer<Float>, _ places: UnsafeMutablePointer<Int32>
    ) -> Void
  package let addMatrixProduct:
    @Sendable (
      _ a: UnsafePointer<Float>, _ rowStep: Int, _ innerStep: Int, _ rows: Int, _ inner: Int,
      _ b: UnsafePointer<Float>, _ bPitch: Int, _ columns: Int, _ c: UnsafeMutablePointer<Float>,
      _ cPitch: Int
    ) -> Void
  package let rowSums:
    @Sendable (
      _ input: UnsafePointer<Float>, _ rows: Int, _ stride: Int,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let pooledConvolution:
    @Sendable (
      _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ corners: UnsafePointer<Int32>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
      _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, _ outputVectors: Int,
      _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>
    ) -> Void
  package let twinPooledConvolution:
    @Sendable (
      _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ nextRow: Int, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
      _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
      _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>
    ) -> Void
  package let branchSum:
    @Sendable (
      _ input: UnsafePointer<Float>, _ count: Int, _ branches: Int, _ stride: Int,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let rectifier:
    @Sendable (
      _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let rectifierGradient:
    @Sendable (
      _ output: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ count: Int,
      _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let maxPooling:
    @Sendable (
      _ input: UnsafePointer<Float>, _ windows: UnsafePointer<Int32>, _ windowCount: Int,
      _ taps: UnsafePointer<Int32>, _ tapCount: Int, _ mapVectors: Int,
      _ output: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<Int32>
    ) -> Void
  package let maxPoolingGradient:
    @Sendable (
      _ outputGradient: UnsafePointer<Float>, _ winners: UnsafePointer<Int32>,
      _ windows: UnsafePointer<Int32>, _ windowCount: Int, _ taps: UnsafePointer<Int32>,
      _ tapCount: Int, _ mapVectors: Int, _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let logSoftmax:
    @Sendable (
      _ input: UnsafePointer<Float>, _ rows: Int, _ classes: Int, _ stride: Int,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let logSoftmaxGradient:
    @Sendable (
      _ output: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ rows: Int,
      _ classes: Int, _ stride: Int, _ inputGradient: UnsafeMutablePointer<Float>
    ) -> Void
  package let adamStep:
    @Sendable (
      _ gradients: UnsafePointer<Float>, _ count: Int, _ stepSize: Float, _ beta1: Float,
      _ beta2: Float, _ rootCorrection: Float, _ epsilon: Float,
      _ firstMoments: UnsafeMutablePointer<Float>, _ secondMoments: UnsafeMutablePointer<Float>,
      _ weights: UnsafeMutablePointer<Float>
    ) -> Void
  package let pixels:
    @Sendable (
      _ bytes: UnsafePointer<UInt8>, _ start: Int, _ scale: Float, _ offset: Float,
      _ count: Int, _ output: UnsafeMutablePointer<Float>, _ place: Int
    ) -> Void
  package let multiplyAddPeak:
    @Sendable (_ multiplyAdds: Int, _ factor: Float, _ summand: Float) -> Float
  package let addition:
    @Sendable (
      _ input: UnsafePointer<Float>, _ count: Int, _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let fill:
    @Sendable (_ value: Float, _ count: Int, _ output: UnsafeMutablePointer<Float>) -> Void
  package let gathering:
    @Sendable (
      _ input: UnsafePointer<Float>, _ indexes: UnsafePointer<Int32>, _ count: Int,
      _ output: UnsafeMutablePointer<Float>
    ) -> Void
  package let lenet5: LeNet5Kernels
  package let patternDescent: DescentKernels
}

extension KernelSet {
  /// The kernels that run on every processor.
  public static let baseline = KernelSet(
    name: "baseline",
    convolution: Kernels.convolution,
    unfolding: Kernels.unfolding,
    folding: Kernels.folding,
    convolutionGradients: Kernels.convolutionGradients,
    pooledConvolutionGradients: Kernels.pooledConvolutionGradients,
    imageConvolutionGradient: Kernels.imageConvolutionGradient,
    pooledImageConvolutionGradient: Kernels.pooledImageConvolutionGradient,
    pooledGradients: Kernels.pooledGradients,
    addMatrixProduct: Kernels.addMatrixProduct,
    rowSums: Kernels.rowSums,
    pooledConvolution: Kernels.pooledConvolution,
    twinPooledConvolution: Kernels.twinPooledConvolution,
    branchSum: Kernels.branchSum,
    rectifier: Kernels.rectifier,
    rectifierGradient: Kernels.rectifierGradient,
    maxPooling: Kernels.maxPooling,
    maxPoolingGradient: Kernels.maxPoolingGradient,
    logSoftmax: Kernels.logSoftmax,
    logSoftmaxGradient: Kernels.logSoftmaxGradient,
    adamStep: Kernels.adamStep,
    pixels: Kernels.pixels,
    multiplyAddPeak: Kernels.multiplyAddPeak,
    addition: Kernels.addition,
    fill: Kernels.fill,
    gathering: Kernels.gathering,
    lenet5: .baseline,
    patternDescent: .baseline)

  #if canImport(KernelsAVX2)
    package static let avx2 = KernelSet(
      name: "AVX2 and FMA",
      convolution: KernelsAVX2.convolution,
      unfolding: KernelsAVX2.unfolding,
      folding: KernelsAVX2.folding,
      convolutionGradients: KernelsAVX2.convolutionGradients,
      pooledConvolutionGradients: KernelsAVX2.pooledConvolutionGradients,
      imageConvolutionGradient: KernelsAVX2.imageConvolutionGradient,
      pooledImageConvolutionGradient: KernelsAVX2.pooledImageConvolutionGradient,
      pooledGradients: KernelsAVX2.pooledGradients,
      addMatrixProduct: KernelsAVX2.addMatrixProduct,
      rowSums: KernelsAVX2.rowSums,
      pooledConvolution: KernelsAVX2.pooledConvolution,
      twinPooledConvolution: KernelsAVX2.twinPooledConvolution,
      branchSum: KernelsAVX2.branchSum,
      rectifier: KernelsAVX2.rectifier,
      rectifierGradient: KernelsAVX2.rectifierGradient,
      maxPooling: KernelsAVX2.maxPooling,
      maxPoolingGradient: KernelsAVX2.maxPoolingGradient,
      logSoftmax: KernelsAVX2.logSoftmax,
      logSoftmaxGradient: KernelsAVX2.logSoftmaxGradient,
      adamStep: KernelsAVX2.adamStep,
      pixels: KernelsAVX2.pixels,
      multiplyAddPeak: KernelsAVX2.multiplyAddPeak,
      addition: KernelsAVX2.addition,
      fill: KernelsAVX2.fill,
      gathering: KernelsAVX2.gathering,
      lenet5: .avx2,
      patternDescent: .avx2)

    package static let avx512 = KernelSet(
      name: "AVX-512",
      convolution: KernelsAVX512.convolution,
      unfolding: KernelsAVX512.unfolding,
      folding: KernelsAVX512.folding,
      convolutionGradients: KernelsAVX512.convolutionGradients,
      pooledConvolutionGradients: KernelsAVX512.pooledConvolutionGradients,
      imageConvolutionGradient: KernelsAVX512.imageConvolutionGradient,
      pooledImageConvolutionGradient: KernelsAVX512.pooledImageConvolutionGradient,
      pooledGradients: KernelsAVX512.pooledGradients,
      addMatrixProduct: KernelsAVX512.addMatrixProduct,
      rowSums: KernelsAVX512.rowSums,
      pooledConvolution: KernelsAVX512.pooledConvolution,
      twinPooledConvolution: KernelsAVX512.twinPooledConvolution,
      branchSum: KernelsAVX512.branchSum,
      rectifier: KernelsAVX512.rectifier,
      rectifierGradient: KernelsAVX512.rectifierGradient,
      maxPooling: KernelsAVX512.maxPooling,
      maxPoolingGradient: KernelsAVX512.maxPoolingGradient,
      logSoftmax: KernelsAVX512.logSoftmax,
      logSoftmaxGradient: KernelsAVX512.logSoftmaxGradient,
      adamStep: KernelsAVX512.adamStep,
      pixels: KernelsAVX512.pixels,
      multiplyAddPeak: KernelsAVX512.multiplyAddPeak,
      addition: KernelsAVX512.addition,
      fill: KernelsAVX512.fill,
      gathering: KernelsAVX512.gathering,
      lenet5: .avx512,
      patternDescent: .avx512)

    /// Every set that this processor runs, the fastest last.
    package static let runnable =
      [baseline] + (cpu_has_avx2_and_fma() ? [avx2] : []) + (cpu_has_avx512() ? [avx512] : [])
  #else
    /// Every set that this processor runs, the fastest last.
    package static let runnable = [baseline]
  #endif

  /// The fastest kernels that this processor runs.
  public static let fastest = runnable.last ?? baseline
}

extension KernelSet {
  /// The squares of some numbers.
  func squares(of numbers: [Float]) -> [Float] {
    var squares = numbers
    patternDescent.squares(numbers, numbers.count, &squares)
    return squares
  }
}
