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
  /// The command that trains such a network.
  public var command: String?
  /// The share of test digits that the network misreads, from 0 to 1.
  public var testError: Double?

  public init(
    network: String, seed: UInt64, dataSet: String, epochs: Int, command: String? = nil,
    testError: Double? = nil
  ) {
    self.network = network
    self.seed = seed
    self.dataSet = dataSet
    self.epochs = epochs
    self.command = command
    self.testError = testError.map(Self.rounded)
  }

  /// As it stands in files.
  private static func rounded(_ share: Double) -> Double { (share * 1e6).rounded() / 1e6 }

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
    command = file.metadata["command"]
    testError = try file.metadata["test_error"].map { text throws(InputError) in
      guard let share = Double(text), (0...1).contains(share) else {
        throw InputError(
          place: "\(file.name): __metadata__: test_error", expected: "a number from 0 to 1",
          found: "'\(text)'")
      }
      return Self.rounded(share)
    }
  }

  /// The record as the metadata of a safetensors file or of an ONNX model.
  public var metadata: [String: String] {
    var metadata = [
      "network": network, "seed": "\(seed)", "data_set": dataSet, "epochs": "\(epochs)",
    ]
    metadata["command"] = command
    metadata["test_error"] = testError.map { "\($0)" }
    return metadata
  }
}
