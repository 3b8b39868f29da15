public import Errors
public import NeuralNet

/// Named tensors as a safetensors file holds them: weights to keep and to exchange with Python.
///
/// A file is eight bytes that count the header's bytes, the header in JSON, and the numbers of all
/// tensors, little-endian, without a gap. Everything is checked before anything is returned.
///
/// ```swift
/// try network.save(to: url, metadata: ["seed": "1"])
/// try network.load(contentsOf: url)
/// ```
///
/// - Source: the format's description at https://github.com/huggingface/safetensors.
public struct SafetensorsFile: Sendable, Hashable {
  /// A tensor of one of the two number types that this library uses.
  public enum Entry: Sendable, Hashable {
    /// `F32`
    case floats(Tensor)
    /// `I32`
    case integers(shape: [Int], values: [Int32])

    public var shape: [Int] {
      switch self {
      case .floats(let tensor): tensor.shape
      case .integers(let shape, _): shape
      }
    }

    /// The name of the number type in the header.
    public var dataType: String {
      switch self {
      case .floats: "F32"
      case .integers: "I32"
      }
    }
  }

  /// What the file says of itself, such as the seed of the training.
  public var metadata: [String: String]
  public var entries: [String: Entry]
  /// The file's name in error texts.
  let name: String

  public init(entries: [String: Entry], metadata: [String: String] = [:]) {
    self.entries = entries
    self.metadata = metadata
    name = "safetensors"
  }

  init(entries: [String: Entry], metadata: [String: String], name: String) {
    self.entries = entries
    self.metadata = metadata
    self.name = name
  }
}

// What is in the file.
extension SafetensorsFile {
  /// A tensor of floats by its name.
  ///
  /// - Throws: if there is none of that name, or its numbers are not floats.
  public func tensor(_ name: String) throws(InputError) -> Tensor {
    switch entries[name] {
    case .floats(let tensor): return tensor
    case .integers: throw wrongType(name, expected: "F32", found: "I32")
    case nil: throw missing(name)
    }
  }

  /// A tensor of integers by its name.
  ///
  /// - Throws: if there is none of that name, or its numbers are not integers.
  public func integers(_ name: String) throws(InputError) -> [Int32] {
    switch entries[name] {
    case .integers(_, let values): return values
    case .floats: throw wrongType(name, expected: "I32", found: "F32")
    case nil: throw missing(name)
    }
  }

  private func missing(_ tensor: String) -> InputError {
    InputError(
      place: "\(name): \(tensor)", expected: "a tensor of that name",
      found: entries.isEmpty ? "no tensors" : entries.keys.sorted().joined(separator: ", "))
  }

  private func wrongType(
    _ tensor: String, expected: String, found: String
  ) -> InputError {
    InputError(place: "\(name): \(tensor)", expected: expected, found: found)
  }
}
