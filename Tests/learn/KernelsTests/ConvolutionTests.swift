import NeuralNet
import Testing

/// The fast convolution and its gradients against the seven nested loops.
@Suite("Convolution")
struct ConvolutionTests {
  struct Sizes: Sendable, CustomTestStringConvertible {
    var patterns, maps, height, width, outputMaps, kernel: Int
    /// The share of output gradients that are zero.
    var zeros: Float = 0

    var testDescription: String {
      "\(patterns) x [\(maps), \(height), \(width)] to \(outputMaps) maps by \(kernel)x\(kernel)"
        + ", \(Int(zeros * 100)) % zeros"
    }
  }

  static let awkwardSizes = [
    Sizes(patterns: 0, maps: 1, height: 5, width: 5, outputMaps: 1, kernel: 5),
    Sizes(patterns: 1, maps: 1, height: 1, width: 1, outputMaps: 1, kernel: 1),
    Sizes(patterns: 1, maps: 1, height: 5, width: 5, outputMaps: 1, kernel: 5),
    Sizes(patterns: 2, maps: 1, height: 32, width: 32, outputMaps: 6, kernel: 5, zeros: 0.8),
    Sizes(patterns: 3, maps: 6, height: 14, width: 14, outputMaps: 16, kernel: 5, zeros: 0.8),
    Sizes(patterns: 2, maps: 3, height: 7, width: 9, outputMaps: 5, kernel: 3),
    Sizes(patterns: 1, maps: 9, height: 9, width: 8, outputMaps: 24, kernel: 7),
    Sizes(patterns: 5, maps: 1, height: 6, width: 8, outputMaps: 17, kernel: 3, zeros: 0.5),
    Sizes(patterns: 32, maps: 16, height: 5, width: 5, outputMaps: 120, kernel: 5, zeros: 0.5),
    Sizes(patterns: 4, maps: 2, height: 40, width: 41, outputMaps: 8, kernel: 2, zeros: 1),
    Sizes(patterns: 2, maps: 1, height: 13, width: 12, outputMaps: 3, kernel: 9),
    Sizes(patterns: 2, maps: 1, height: 17, width: 12, outputMaps: 2, kernel: 8, zeros: 0.5),
  ]

  @Test("Outputs and gradients agree", arguments: KernelBuild.runnable, awkwardSizes)
  func agrees(kernels: KernelBuild, sizes: Sizes) throws {
    for (padsImage, needsInput) in [(true, true), (true, false), (false, true), (false, false)] {
      let found = try LayerComparison(
        [.layer(Conv2D(maps: sizes.outputMaps, kernel: sizes.kernel))],
        of: [sizes.maps, sizes.height, sizes.width], patterns: sizes.patterns, kernels: kernels,
        padsImage: padsImage, needsInput: needsInput, zeros: sizes.zeros)
      #expect(found.largest < 1e-5)
    }
  }

  @Test("A connection table holds, for gradients too", arguments: KernelBuild.runnable, [5, 14])
  func table(kernels: KernelBuild, side: Int) throws {
    let found = try LayerComparison(
      [.layer(Conv2D(table: .lenet5, kernel: 5))], of: [6, side, side], patterns: 3,
      kernels: kernels)
    #expect(found.largest < 1e-5)
  }
}
