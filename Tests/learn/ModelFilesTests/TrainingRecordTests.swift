import Foundation
import ModelFiles
import NeuralNet
import Testing

@Suite("Records of trainings")
struct TrainingRecordTests {
  let record = TrainingRecord(network: "article", seed: .max, dataSet: "MNIST, all", epochs: 15)

  @Test("A record is kept beside the weights")
  func roundTrip() throws {
    let network = try Network(input: [2], seed: 1) { Dense("f", units: 2) }
    let written = SafetensorsFile(network, metadata: record.metadata)
    #expect(try TrainingRecord(of: SafetensorsFile(written.serialized())) == record)
  }

  @Test(
    "A record that is not whole is refused",
    arguments: [
      ("network", nil, "network: expected the name of a network, found none"),
      ("data_set", nil, "data_set: expected the name of a data set, found none"),
      ("seed", "-1", "seed: expected a number, found '-1'"),
      ("seed", nil, "seed: expected a number, found none"),
      ("epochs", "many", "epochs: expected a number, found 'many'"),
      ("epochs", "4294967296", "epochs: expected a number, found '4294967296'"),
    ] as [(String, String?, String)])
  func refusals(key: String, value: String?, text: String) {
    var metadata = record.metadata
    metadata[key] = value
    let file = SafetensorsFile(entries: [:], metadata: metadata)
    #expect(message { try TrainingRecord(of: file) } == "safetensors: __metadata__: \(text)")
  }
}
