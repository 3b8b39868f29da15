import NeuralNet
import Testing

/// The fully connected layer, against its own loops.
@Suite("Dense")
struct DenseTests {
  @Test(
    "A fully connected layer agrees with the plain loops", arguments: KernelBuild.runnable,
    [
      (patterns: 1, input: [1], units: 1), (3, [7], 9), (32, [120], 84), (5, [84], 10),
      (2, [3, 4, 5], 6), (7, [1, 6, 5], 33), (5, [1, 3, 1], 3), (4, [1, 5, 5], 7),
    ])
  func agrees(kernels: KernelBuild, sizes: (patterns: Int, input: [Int], units: Int)) throws {
    // A single map need not be padded; then the rows of patterns reach into one another.
    for padsImage in [true, false] {
      let found = try LayerComparison(
        [.layer(Dense(units: sizes.units))], of: sizes.input, patterns: sizes.patterns,
        kernels: kernels, padsImage: padsImage)
      #expect(found.largest < 1e-5)
    }
  }
}
