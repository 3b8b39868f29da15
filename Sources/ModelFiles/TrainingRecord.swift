public import Errors

/// How a network was trained: what a file of weights says of itself.
///
/// ```swift
/// let record = TrainingRecord(network: "article", seed: 1, dataSet: digits.source, epochs: 15)
/// try network.save(to: url, metadata: record.metadata)
/// let same = try TrainingRecord(of: SafetensorsFile(contentsOf: url))
/// ```
public struct TrainingRecord: Sendable, Hashable {
  /// The architecture's name, such as `article`.
  public var network: String
  public var seed: UInt64
  /// Where the examples came from, in a line for readers.
  public var dataSet: String
  /// How many passes over the examples were made.
  public var epochs: Int

  public init(network: String, seed: UInt64, dataSet: String, epochs: Int) {
    self.network = network
    self.seed = seed
    self.dataSet = dataSet
    self.epochs = epochs
  }

  /// - Throws: which entry is missing, or is not the number that it should be.
  public init(of file: SafetensorsFile) throws(InputError) {
    func value(_ key: String, _ expected: String) throws(InputError) -> String {
      guard let text = file.metadata[key] else {
        throw InputError(
          place: "\(file.name): __metadata__: \(key)", expected: expected, found: "none")
      }
      return text
    }
    func number<Number: FixedWidthInteger & UnsignedInteger>(
      _ key: String
    ) throws(InputError) -> Number {
      let text = try value(key, "a number")
      guard let number = Number(text) else {
        throw InputError(
          place: "\(file.name): __metadata__: \(key)", expected: "a number", found: "'\(text)'")
      }
      return number
    }
    network = try value("network", "the name of a network")
    seed = try number("seed")
    dataSet = try value("data_set", "the name of a data set")
    let count: UInt32 = try number("epochs")
    epochs = Int(count)
  }

  /// The record as the metadata of a safetensors file or of an ONNX model.
  public var metadata: [String: String] {
    ["network": network, "seed": "\(seed)", "data_set": dataSet, "epochs": "\(epochs)"]
  }
}
