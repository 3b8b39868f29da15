import Kernels
import NeuralNet
import Testing

@Suite("Adding, filling and rearranging")
struct ElementwiseTests {
  @Test(
    "Adding and filling reach every number and none beyond", arguments: KernelBuild.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func addsAndFills(kernels: KernelBuild, count: Int) {
    let input = randomNumbers(count + 1, seed: 1)
    let before = randomNumbers(count + 1, seed: 2)
    var machine = Machine()
    let (sum, filled) = (machine.put(before), machine.put(before))
    machine.run(
      .addition((input: machine.put(input), count: Int32(count), output: sum)), kernels)
    #expect(
      machine.numbers(count + 1, at: sum)
        == Array(zip(before, input).map(+).prefix(count)) + [before[count]])
    machine.run(.fill((value: 2.5, count: Int32(count), output: filled)), kernels)
    #expect(
      machine.numbers(count + 1, at: filled)
        == [Float](repeating: 2.5, count: count) + [before[count]])
  }

  @Test("Gathering puts zero where there is no number", arguments: KernelBuild.runnable)
  func gathers(kernels: KernelBuild) {
    var machine = Machine()
    let output = machine.put([9, 9, 9, 9] as [Float])
    machine.run(
      .gather(
        (
          input: machine.put([10, 20, 30] as [Float]), indexes: machine.put([2, -1, 0] as [Int32]),
          count: 3, output: output
        )), kernels)
    #expect(machine.numbers(4, at: output) == [30, 0, 10, 9])
  }
}
