import Kernels
import NeuralNet
import Testing

@Suite("Rectifier")
struct RectifierTests {
  @Test(
    "ReLU and its gradient agree with the plain loops", arguments: KernelBuild.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func agrees(kernels: KernelBuild, count: Int) {
    var input = randomNumbers(count, seed: 1)
    if count > 3 { (input[0], input[1], input[2]) = (0, -0.0, .infinity) }
    let outputGradient = randomNumbers(count, seed: 2)
    let before = randomNumbers(count, seed: 3)

    let results = [false, true].map { isPlain in
      var machine = Machine()
      let (output, gradient) = (machine.put(before), machine.put(before))
      machine.run(
        .rectifier(
          isPlain: isPlain, input: machine.put(input), count: Int32(count), output: output),
        kernels)
      machine.run(
        .rectifierGradient(
          isPlain: isPlain, output: output, outputGradient: machine.put(outputGradient),
          count: Int32(count), inputGradient: gradient), kernels)
      return [output, gradient].map { machine.numbers(count, at: $0) }
    }
    #expect(results[0] == results[1])
    #expect(results[0][0] == input.map { $0 < 0 ? 0 : $0 })
  }

  @Test("A number that is none stays visible", arguments: KernelBuild.runnable)
  func keepsNaN(kernels: KernelBuild) {
    var machine = Machine()
    let output = machine.put([Float](repeating: 0, count: 9))
    machine.run(
      .rectifier(
        isPlain: false, input: machine.put([Float](repeating: .nan, count: 9)), count: 9,
        output: output), kernels)
    #expect(machine.numbers(9, at: output).allSatisfy { $0.isNaN })
  }
}
