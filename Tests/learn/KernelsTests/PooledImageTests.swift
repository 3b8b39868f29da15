import NeuralNet
import Testing

/// Convolution, ReLU and pooling as one kernel right on an image, against the plain loops in a row.
@Suite("Pooled convolution of an image")
struct PooledImageTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var side, kernel, outputMaps: Int
    var maps = 1
    var patterns = 3

    var testDescription: String {
      "\(patterns) x [\(maps), \(side), \(side)] to \(outputMaps) maps by \(kernel)x\(kernel)"
    }
  }

  static let awkwardSizes =
    [1, 2, 3, 5, 6, 7, 8, 9].map { Sizes(side: 14, kernel: $0, outputMaps: 6) } + [
      Sizes(side: 11, kernel: 5, outputMaps: 1), Sizes(side: 32, kernel: 5, outputMaps: 8),
      Sizes(side: 12, kernel: 5, outputMaps: 9), Sizes(side: 12, kernel: 7, outputMaps: 17),
      Sizes(side: 12, kernel: 4, outputMaps: 6, maps: 3),
      Sizes(side: 12, kernel: 6, outputMaps: 16, maps: 9),
    ]

  @Test("The fused kernels agree", arguments: KernelBuild.runnable, awkwardSizes)
  func agrees(kernels: KernelBuild, sizes: Sizes) throws {
    for (padsImage, needsInput) in [(true, true), (true, false), (false, true), (false, false)] {
      let found = try LayerComparison(
        [
          .layer(Conv2D(maps: sizes.outputMaps, kernel: sizes.kernel)), .layer(ReLU()),
          .layer(MaxPool2D(window: 2)),
        ], of: [sizes.maps, sizes.side, sizes.side], patterns: sizes.patterns, kernels: kernels,
        padsImage: padsImage, needsInput: needsInput)
      #expect(found.largest < 1e-5)
    }
  }
}
