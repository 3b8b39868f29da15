import Foundation
import Kernels
import ModelFiles
import NeuralNet
import Testing

@Suite("ONNX models")
struct ONNXModelTests {
  @Test("The article's network is written operator by operator")
  func articleNet() throws {
    let graph = try ONNXModel(ArticleNet.network(seed: 1)).graph
    #expect(
      graph.nodes.map { "\($0.inputs.joined(separator: ", ")) -> \($0.output)" } == [
        "image, c1.weight, c1.bias -> c1/Conv",
        "c1/Conv -> c1/Relu",
        "c1/Relu -> s1/MaxPool",
        "s1/MaxPool, c2a.weight, c2a.bias -> c2a/Conv",
        "c2a/Conv -> c2a/Relu",
        "c2a/Relu -> s2a/MaxPool",
        "s1/MaxPool, c2b.weight, c2b.bias -> c2b/Conv",
        "c2b/Conv -> c2b/Relu",
        "c2b/Relu -> s2b/MaxPool",
        "s2a/MaxPool, s2b/MaxPool -> sum/Sum",
        "sum/Sum, c3.weight, c3.bias -> c3/Conv",
        "c3/Conv -> c3/Relu",
        "c3/Relu -> f4/Flatten",
        "f4/Flatten, f4.weight, f4.bias -> f4/Gemm",
        "f4/Gemm -> f4/Relu",
        "f4/Relu, f5.weight, f5.bias -> f5/Gemm",
        "f5/Gemm -> output",
      ])
    #expect(graph.constants.count == 12)
    #expect(graph.constants[0].name == "c1.weight")
  }

  @Test("The bytes are those of the format")
  func bytes() throws {
    var network = try Network(input: [1], seed: 1) { Dense("f", units: 1) }
    network["f.weight"] = Tensor(shape: [1, 1], scalars: [1])
    network["f.bias"] = Tensor(shape: [1], scalars: [2])
    let model = try ONNXModel(network, metadata: ["a": "b"])
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
      [number << 3 | 2, UInt8(content.count)] + content
    }
    func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
    func value(_ name: String) -> [UInt8] {
      let shape = field(1, text(2, "batch")) + field(1, [0x08, 1])
      return text(1, name) + field(2, field(1, [0x08, 1] + field(2, shape)))
    }
    let attribute = text(1, "transB") + [0x18, 1, 0xA0, 0x01, 2]
    let node =
      text(1, "image") + text(1, "f.weight") + text(1, "f.bias") + text(2, "output")
      + text(3, "f/Gemm") + text(4, "Gemm") + field(5, attribute)
    let weight =
      field(1, [1, 1]) + [0x10, 1] + text(8, "f.weight") + field(9, [0, 0, 0x80, 0x3F])
    let bias = field(1, [1]) + [0x10, 1] + text(8, "f.bias") + field(9, [0, 0, 0, 0x40])
    let graph =
      field(1, node) + text(2, "network") + field(5, weight) + field(5, bias)
      + field(11, value("image")) + field(12, value("output"))
    // A length of 128 or more takes two bytes.
    let length = [UInt8(graph.count & 0x7F) | 0x80, UInt8(graph.count >> 7)]
    let expected: [UInt8] =
      [0x08, 8] + text(2, "lenet") + [0x3A] + length + graph
      + field(8, text(1, "") + [0x10, 17]) + field(14, text(1, "a") + text(2, "b"))
    #expect([UInt8](model.serialized()) == expected)
  }

  @Test("Equal networks give equal bytes")
  func reproducible() throws {
    let first = try ONNXModel(ArticleNet.network(seed: 1), metadata: ["a": "1", "b": "2"])
    let second = try ONNXModel(ArticleNet.network(seed: 1), metadata: ["b": "2", "a": "1"])
    #expect(first.serialized() == second.serialized())
  }

  @Test("A layer that has no form in ONNX is named")
  func unknownLayer() throws {
    let network = try Network(input: [3], seed: 1) {
      Dense("f", units: 2)
      Negation("turn")
    }
    #expect(
      message { try ONNXModel(network) }
        == "turn: expected a layer that can be written as ONNX, found negation")
    let activations = network.activations(of: Tensor(shape: [1, 3], scalars: [1, 2, 3]))
    #expect(activations["turn"].scalars == activations["f"].scalars.map { -$0 })
  }
}

/// A layer of a reader's own, of which ONNX export knows nothing.
private struct Negation: Layer {
  var name: String?
  var kind: String { "negation" }
  var shortKind: String { "negation" }

  init(_ name: String) { self.name = name }

  func outputShape(for input: [Int]) throws(LayerShapeError) -> [Int] { input }
  func cost(for input: [Int]) -> LayerCost { LayerCost() }
  func lowered(over input: MapLayout, plan: inout MemoryPlan) -> any LoweredLayer {
    LoweredNegation(output: input, one: plan.constants([1]))
  }
}

/// `y = 0 - 1 x`, as steps of descent from zero.
private struct LoweredNegation: LoweredLayer {
  var output: MapLayout
  var one: Region

  func forward(_ pass: Pass) -> [Instruction] {
    let count = Int32(pass.patterns * output.count)
    return [
      .fill((value: 0, count: count, output: pass.output)),
      .gradientDescent(
        (
          gradients: pass.input, learningRate: one, count: count, weights: pass.output
        )),
    ]
  }

  func gradients(_ pass: Pass) -> [Instruction] {
    [
      .gradientDescent(
        (
          gradients: pass.outputGradient, learningRate: one,
          count: Int32(pass.patterns * output.count), weights: pass.inputGradient
        ))
    ]
  }

  func curvatures(_ pass: Pass) -> [Instruction] {
    [
      .addition(
        (
          input: pass.outputCurvature, count: Int32(output.count), output: pass.inputCurvature
        ))
    ]
  }
}
