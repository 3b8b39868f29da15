import Kernels
import NeuralNet
import Testing

@Suite("Pixels")
struct PixelsTests {
  @Test(
    "Bytes become the same floats", arguments: KernelSet.runnable, [0, 1, 7, 8, 9, 256, 1_023])
  func agrees(kernels: KernelSet, count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    var found = [Float](repeating: -1, count: count)
    var expected = found
    kernels.pixels(bytes, 1.275 / 255, -0.1, count, &found)
    plainPixels(bytes, scale: 1.275 / 255, offset: -0.1, count: count, output: &expected)
    #expect(found == expected)
  }
}
