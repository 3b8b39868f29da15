import NeuralNet
import Testing

@Suite("Max-pooling")
struct MaxPoolingTests {
  @Test(
    "Max-pooling and its gradient agree with the plain loops", arguments: KernelBuild.runnable,
    [
      (patterns: 1, shape: [1, 1, 1], window: 1), (2, [6, 28, 28], 2), (3, [16, 10, 10], 2),
      (1, [9, 7, 5], 2), (2, [3, 9, 10], 3), (0, [4, 4, 4], 2),
    ])
  func agrees(kernels: KernelBuild, sizes: (patterns: Int, shape: [Int], window: Int)) throws {
    // Few different numbers, so that there are ties.
    let input = randomNumbers(sizes.patterns * sizes.shape.reduce(1, *), seed: 1)
      .map { ($0 * 3).rounded() }
    let found = try LayerComparison(
      [.layer(MaxPool2D(window: sizes.window))], of: sizes.shape, patterns: sizes.patterns,
      kernels: kernels, input: input)
    #expect(found.largest == 0)
  }
}
