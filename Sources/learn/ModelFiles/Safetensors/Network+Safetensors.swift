public import Errors
public import Foundation
public import NeuralNet

extension SafetensorsFile {
  /// A network's parameters, by their names.
  public init(_ network: Network, metadata: [String: String] = [:]) {
    self.init(
      entries: network.namedParameters.mapValues { .floats($0) }, metadata: metadata)
  }
}

extension Network {
  /// Writes all parameters to a safetensors file, whole or not at all.
  public func save(to url: URL, metadata: [String: String] = [:]) throws(InputError) {
    try SafetensorsFile(self, metadata: metadata).write(to: url)
  }

  /// Takes all parameters from a safetensors file, or none.
  ///
  /// - Throws: what is wrong with the file, or which tensor is missing, is not the network's, or
  ///   has another type or shape.
  public mutating func load(contentsOf url: URL) throws(InputError) {
    try load(SafetensorsFile(contentsOf: url))
  }

  /// Takes all parameters from the tensors of a file, or none.
  ///
  /// - Throws: which tensor is missing, is not the network's, or has another type or shape.
  public mutating func load(_ file: SafetensorsFile) throws(InputError) {
    var tensors: [String: Tensor] = [:]
    for name in file.entries.keys { tensors[name] = try file.tensor(name) }
    do {
      try setParameters(tensors)
    } catch {
      throw InputError(
        place: "\(file.name): \(error.place)", expected: error.expected, found: error.found)
    }
  }
}
