import NeuralNet
import Testing

@Suite("Subsampling")
struct SubsamplingTests {
  struct Size: Sendable, CustomTestStringConvertible {
    var patterns: Int
    var maps: Int
    var height: Int
    var width: Int
    var window: Int
    var testDescription: String { "\(patterns)x\(maps)x\(height)x\(width) by \(window)" }
  }

  static let sizes = [
    Size(patterns: 1, maps: 6, height: 28, width: 28, window: 2),
    Size(patterns: 3, maps: 16, height: 10, width: 10, window: 2),
    Size(patterns: 2, maps: 1, height: 5, width: 7, window: 2),
    Size(patterns: 5, maps: 9, height: 7, width: 6, window: 3),
    Size(patterns: 1, maps: 8, height: 1, width: 1, window: 1),
  ]

  @Test(
    "Outputs and gradients agree with the plain loops", arguments: KernelBuild.runnable, sizes)
  func agrees(kernels: KernelBuild, size: Size) throws {
    let found = try LayerComparison(
      [.layer(Subsampling2D(window: size.window))], of: [size.maps, size.height, size.width],
      patterns: size.patterns, kernels: kernels)
    #expect(found.largest < 1e-5)
  }
}
