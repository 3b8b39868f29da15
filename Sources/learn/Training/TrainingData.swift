public import Datasets

/// Which digits a training learns from and is tested with: equal values, equal digits.
public struct TrainingData: Sendable, Hashable, Codable {
  /// Where the digits come from, in a line for readers.
  public var source: String
  /// The CRC-32 of the digits to learn from.
  public var training: UInt32
  /// The CRC-32 of those to be tested with.
  public var test: UInt32

  public init(source: String, training: UInt32, test: UInt32) {
    self.source = source
    self.training = training
    self.test = test
  }

  public init(_ digits: Digits) {
    self.init(
      source: digits.source, training: digits.training.checksum, test: digits.test.checksum)
  }
}
