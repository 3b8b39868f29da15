import Kernels
import NeuralNet
import Testing

@Suite("Pixels")
struct PixelsTests {
  @Test("Bytes become floats", arguments: KernelBuild.runnable, [0, 1, 7, 8, 9, 256, 1_023])
  func pixels(kernels: KernelBuild, count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    var machine = Machine()
    let output = machine.put([Float](repeating: -1, count: count + 1))
    machine.run(
      .pixels(
        (
          bytes: machine.put(bytes), scale: 1.275 / 255, offset: -0.1, count: Int32(count),
          output: output
        )), kernels)
    #expect(
      machine.numbers(count + 1, at: output)
        == bytes.map { -0.1 + 1.275 / 255 * Float($0) } + [-1])
  }
}
