/// What the layers of a network computed, by the layers' names.
public struct Activations: Sendable {
  /// The layers' names in order, as in the network's summary.
  public let names: [String]
  private let tensors: [Tensor]

  init(names: [String], tensors: [Tensor]) {
    self.names = names
    self.tensors = tensors
  }

  /// The output of a layer, its activation included.
  ///
  /// - Shapes: `[batch, maps, height, width]`, or `[batch, units]`.
  /// - Precondition: the network has such a layer.
  public subscript(layer: String) -> Tensor {
    guard let index = names.firstIndex(of: layer) else {
      fatalError("\(layer): expected one of the layers \(names.joined(separator: ", "))")
    }
    return tensors[index]
  }
}
