import Kernels
import NeuralNet
import Testing

@Suite("Rectifier")
struct RectifierTests {
  @Test(
    "ReLU and its gradient, and no number beyond", arguments: KernelBuild.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func rectifies(kernels: KernelBuild, count: Int) {
    var input = randomNumbers(count, seed: 1)
    if count > 3 { (input[0], input[1], input[2]) = (0, -0.0, .infinity) }
    let outputGradient = randomNumbers(count, seed: 2)
    let before = randomNumbers(count + 1, seed: 3)
    var machine = Machine()
    let (output, gradient) = (machine.put(before), machine.put(before))
    machine.run(
      .rectifier((input: machine.put(input), count: Int32(count), output: output)), kernels)
    machine.run(
      .rectifierGradient(
        (
          output: output, outputGradient: machine.put(outputGradient), count: Int32(count),
          inputGradient: gradient
        )), kernels)
    #expect(
      machine.numbers(count + 1, at: output) == input.map { $0 < 0 ? 0 : $0 } + [before[count]])
    let expected = zip(input, zip(outputGradient, before)).map { $0 > 0 ? $1.0 + $1.1 : $1.1 }
    #expect(machine.numbers(count + 1, at: gradient) == expected + [before[count]])
  }

  @Test("A number that is none stays visible", arguments: KernelBuild.runnable)
  func keepsNaN(kernels: KernelBuild) {
    var machine = Machine()
    let output = machine.put([Float](repeating: 0, count: 9))
    let input = machine.put([Float](repeating: .nan, count: 9))
    machine.run(.rectifier((input: input, count: 9, output: output)), kernels)
    #expect(machine.numbers(9, at: output).allSatisfy { $0.isNaN })
  }
}
