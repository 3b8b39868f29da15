import Kernels
import NeuralNet
import Testing

@Suite("Pixels")
struct PixelsTests {
  @Test(
    "Bytes become the same floats", arguments: KernelSet.runnable, [0, 1, 7, 8, 9, 256, 1_023])
  func agrees(kernels: KernelSet, count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    var expected = [Float](repeating: -1, count: count)
    plainPixels(bytes, scale: 1.275 / 255, offset: -0.1, count: count, output: &expected)
    // From the third byte on, to behind the first number.
    var found = [Float](repeating: -1, count: count + 1)
    kernels.pixels([7, 7] + bytes, 2, 1.275 / 255, -0.1, count, &found, 1)
    #expect(found == [-1] + expected)
  }
}
