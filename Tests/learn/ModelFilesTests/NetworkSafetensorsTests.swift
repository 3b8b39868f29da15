import Foundation
import ModelFiles
import NeuralNet
import Testing

@Suite("Networks in safetensors files")
struct NetworkSafetensorsTests {
  @Test("A network that was saved is loaded with the same weights")
  func roundTrip() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "network-\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    let saved = try ArticleNet.network(seed: 1)
    try saved.save(to: url, metadata: ["seed": "1"])
    var loaded = try ArticleNet.network(seed: 2)
    try loaded.load(contentsOf: url)
    #expect(loaded.namedParameters == saved.namedParameters)
    #expect(try SafetensorsFile(contentsOf: url).metadata == ["seed": "1"])
  }

  @Test("Tensors that do not fit are named, and nothing is loaded")
  func refusals() throws {
    let network = try Network(input: [1, 4, 4], seed: 1) { Dense("f", units: 2) }
    func refusal(_ change: (inout SafetensorsFile) -> Void) -> String {
      var file = SafetensorsFile(network)
      change(&file)
      var other = network
      let text = message { try other.load(file) }
      #expect(other.namedParameters == network.namedParameters)
      return text
    }
    #expect(
      refusal { $0.entries["f.bias"] = nil }
        == "safetensors: f.bias: expected a tensor of shape [2], found none")
    #expect(
      refusal { $0.entries["g.bias"] = .floats(Tensor(shape: [2])) }
        == "safetensors: g.bias: expected only parameters of the network, found another one")
    #expect(
      refusal { $0.entries["f.bias"] = .floats(Tensor(shape: [2, 1])) }
        == "safetensors: f.bias: expected a tensor of shape [2], found [2, 1]")
    #expect(
      refusal { $0.entries["f.bias"] = .integers(shape: [2], values: [1, 2]) }
        == "safetensors: f.bias: expected F32, found I32")
  }
}
