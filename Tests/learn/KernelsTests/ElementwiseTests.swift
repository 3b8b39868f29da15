import Kernels
import NeuralNet
import Testing

@Suite("Adding, filling and rearranging")
struct ElementwiseTests {
  @Test(
    "Adding and filling reach every number and none beyond", arguments: KernelSet.runnable,
    [0, 1, 7, 8, 9, 1_000])
  func addsAndFills(kernels: KernelSet, count: Int) {
    let input = randomNumbers(count + 1, seed: 1)
    let before = randomNumbers(count + 1, seed: 2)
    var sum = before
    kernels.addition(input, count, &sum)
    #expect(sum == Array(zip(before, input).map(+).prefix(count)) + [before[count]])
    var filled = before
    kernels.fill(2.5, count, &filled)
    #expect(filled == [Float](repeating: 2.5, count: count) + [before[count]])
  }

  @Test("Gathering puts zero where there is no number", arguments: KernelSet.runnable)
  func gathers(kernels: KernelSet) {
    var output = [Float](repeating: 9, count: 4)
    kernels.gathering([10, 20, 30], [2, -1, 0], 3, &output)
    #expect(output == [30, 0, 10, 9])
  }
}
