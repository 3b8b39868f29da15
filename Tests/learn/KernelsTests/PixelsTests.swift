import Kernels
import NeuralNet
import Testing

@Suite("Pixels")
struct PixelsTests {
  @Test(
    "Bytes become the same floats", arguments: KernelBuild.runnable, [0, 1, 7, 8, 9, 256, 1_023])
  func agrees(kernels: KernelBuild, count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let found = [false, true].map { isPlain in
      var machine = Machine()
      let output = machine.put([Float](repeating: -1, count: count + 1))
      machine.run(
        .pixels(
          isPlain: isPlain, bytes: machine.put(bytes), scale: 1.275 / 255, offset: -0.1,
          count: Int32(count), output: output), kernels)
      return machine.numbers(count + 1, at: output)
    }
    #expect(found[0] == found[1])
    #expect(found[0].dropLast() == bytes.map { -0.1 + 1.275 / 255 * Float($0) }[...])
    #expect(found[0].last == -1)
  }
}
