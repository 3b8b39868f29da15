import Kernels
import NeuralNet
import SinglePasses
import Testing

@Suite("Programs")
struct ProgramTests {
  @Test("The article's network is few instructions, and its listing says what each one does")
  func listing() throws {
    let program = try ArticleNet.network(seed: 1).program(.forward, patterns: 32)
    let lines = "\(program)".split(separator: "\n").map(String.init)
    #expect(
      program.instructions.map(\.name) == [
        "pooledColumnPairs", "pooledConvolution", "branchSum", "convolution", "rectifier",
        "convolution", "rectifier", "convolution", "logSoftmax",
      ])
    #expect(lines.count == 10)
    #expect(lines[0].hasPrefix("   layer  instruction        shapes"))
    #expect(
      lines[1].hasPrefix(
        "0  s1     pooledColumnPairs  32 x [1, 32, 32] to [6, 14, 14]        3763200  input own+0,"
      ))
    #expect(program.multiplyAdds == 32 * 656_520)
  }

  @Test("Plain programs have no fast instruction, and as many multiply-adds")
  func plain() throws {
    let network = try Network(
      input: [1, 32, 32], seed: 1, parts: LeNet5.layers(), arithmetic: .plain)
    let program = network.program(.forward, patterns: 1)
    let fast = try LeNet5.network(seed: 1).program(.forward, patterns: 1)
    #expect(program.instructions.count == 13)
    // A function of each number has but one loop.
    #expect(
      program.instructions.allSatisfy { instruction in
        instruction.name.hasPrefix("plain") || instruction.operands.hasPrefix("isPlain true")
          || instruction.name == "scaledTanh"
      })
    #expect(program.multiplyAdds == fast.multiplyAdds)
  }

  @Test("What is written behind an operand is found out")
  func guards() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let network = try Network(input: [3], seed: 1) { Overflow() }
      let bench = Bench(network, patterns: 2, isChecked: true)
      bench.setInput([1, 2, 3, 4, 5, 6])
      bench.forward()
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        "fill: expected nothing written behind its operands (value 1.0, count 17, output own+"),
      "\(text)")
  }
}

/// A layer that writes one number too many.
private struct Overflow: Layer, LoweredLayer {
  var name: String? { nil }
  var kind: String { "overflow" }
  var shortKind: String { "overflow" }
  var output = MapLayout([3])

  func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] { input }
  func cost(for input: [Int]) -> LayerCost { LayerCost() }
  func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer { self }
  func forward(_ pass: Pass) -> [Instruction] {
    [.fill((value: 1, count: Int32(pass.patterns * output.count + 1), output: pass.output))]
  }
  func gradients(_ pass: Pass) -> [Instruction] { [] }
  func curvatures(_ pass: Pass) -> [Instruction] { [] }
}
