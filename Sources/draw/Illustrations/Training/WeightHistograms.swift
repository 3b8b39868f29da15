public import Figures
public import NeuralNet

/// How the weights of each layer are distributed, and how large their gradients are.
///
/// All layers share one axis for weights, and one for gradients, which shows powers of ten: where
/// gradients vanish on their way back, the histograms move to the left.
public struct WeightHistograms: Figure {
  public struct Layer: Sendable {
    public var name: String
    public var weights: [Double]
    /// Empty if they are not known.
    public var gradients: [Double]

    public init(name: String, weights: [Double], gradients: [Double] = []) {
      self.name = name
      self.weights = weights
      self.gradients = gradients
    }
  }

  public var title: String
  public var layers: [Layer]

  public init(_ layers: [Layer], title: String = "The weights of each layer") {
    self.title = title
    self.layers = layers
  }

  /// - Parameter gradients: those that ``Network/gradients(images:labels:loss:threads:)`` found.
  public init(_ network: Network, gradients: [String: Tensor] = [:], title: String? = nil) {
    self.init(
      network.layersWithParameters.map { name, parameters in
        var layer = Layer(name: name, weights: [])
        for parameter in parameters {
          let weights = network[parameter].scalars
          let slopes = gradients[parameter]?.scalars
          for index in weights.indices {
            // A table leaves out weights that are zero and have no gradient.
            if weights[index] == 0, slopes.map({ $0[index] == 0 }) ?? true { continue }
            layer.weights.append(Double(weights[index]))
            if let slopes { layer.gradients.append(Double(slopes[index])) }
          }
        }
        return layer
      },
      title: title
        ?? (gradients.isEmpty
          ? "The weights of each layer" : "The weights of each layer, and their gradients"))
  }

  private var hasGradients: Bool { layers.contains { !$0.gradients.isEmpty } }

  public func drawing() -> Drawing {
    let width = 720 - 2 * Drawing.margin
    let nameWidth: Points = 116
    let column = hasGradients ? (width - nameWidth - 8 - 32) / 2 : width - nameWidth - 8
    let weights = LayerHistograms(
      heading: "weights",
      rows: layers.map {
        LayerHistograms.Row(
          name: $0.name, numbers: $0.weights,
          note: "\(NumberText.grouped($0.weights.count)) weights")
      }, isLogarithmic: false, accent: 1)
    var parts = [weights.block(width: column, nameWidth: nameWidth)]
    if hasGradients {
      let gradients = LayerHistograms(
        heading: "size of their gradients",
        rows: layers.map {
          LayerHistograms.Row(name: "", numbers: $0.gradients.map(abs), note: "")
        }, isLogarithmic: true, accent: 2)
      parts.append(gradients.block(width: column, nameWidth: 0))
    }
    return Drawing(title: title, block: .row(parts, gap: 32, alignment: .start))
  }

  private static func spread(_ numbers: [Double]) -> Double {
    let finite = numbers.filter(\.isFinite)
    guard !finite.isEmpty else { return .nan }
    return (finite.reduce(0) { $0 + $1 * $1 } / Double(finite.count)).squareRoot()
  }

  public var altText: String {
    func widths(_ numbers: (Layer) -> [Double]) -> String {
      layers.map { "\($0.name) \(NumberText.compact(Self.spread(numbers($0)), digits: 2))" }
        .joined(separator: ", ")
    }
    let sorted = layers.sorted { Self.spread($0.weights) > Self.spread($1.weights) }
    let trend =
      sorted.count > 1
      ? "Weights spread most in \(sorted[0].name) and least in \(sorted[sorted.count - 1].name)"
      : ""
    return AltText.joined(
      title, trend, layers.isEmpty ? "There are none" : "Root mean squares: \(widths(\.weights))",
      hasGradients ? "Of gradients: \(widths(\.gradients))" : "")
  }

  public var dataTable: DataTable? {
    guard (1...60).contains(layers.count) else { return nil }
    let names =
      ["weights", "their root mean square"] + (hasGradients ? ["that of the gradients"] : [])
    return DataTable(
      columns: [DataTable.Column("layer")] + names.map { DataTable.Column($0, isNumeric: true) },
      rows: layers.map { layer in
        [
          layer.name, NumberText.grouped(layer.weights.count),
          NumberText.compact(Self.spread(layer.weights)),
        ] + (hasGradients ? [NumberText.compact(Self.spread(layer.gradients))] : [])
      })
  }
}
