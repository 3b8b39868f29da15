/// How a convolution's input lies in strips, in which its gradients are computed; see
/// `Kernels/Strips.swift`.
struct Strips: Sendable {
  private let input: MapLayout
  private let kernels: KernelSet
  /// How many columns the kernel has.
  private let width: Int
  /// At how many columns it can stand.
  let columns: Int
  /// How many numbers a strip has: whole panels.
  let length: Int

  init(_ input: MapLayout, kernelWidth: Int, kernels: KernelSet) {
    self.input = input
    self.kernels = kernels
    width = kernelWidth
    columns = input.width - kernelWidth + 1
    length = (kernelWidth * input.maps + 15) / 16 * 16
  }

  /// How far a strip lies from the one of the row below.
  var pitch: Int { columns * length }

  /// Puts a pattern of the input into strips, and sets those of its gradient to zero.
  func unfold(_ numbers: [Float], pattern: Int, scratch: inout LayerScratch) {
    scratch.reserve(strips: input.height * pitch)
    kernels.unfolding(
      numbers, pattern * input.count, input.height, columns, width, input.maps, input.stride,
      length, &scratch.strips)
    kernels.fill(0, scratch.stripGradients.count, &scratch.stripGradients)
  }

  /// Adds to the gradient of a pattern of the input what its strips have come to.
  func fold(_ scratch: LayerScratch, pattern: Int, to gradient: inout [Float]) {
    kernels.folding(
      scratch.stripGradients, input.height, columns, width, input.maps, input.stride, length,
      &gradient, pattern * input.count)
  }
}
