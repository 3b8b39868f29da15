public import Figures
public import NeuralNet

/// How long the steps are that diagonal Levenberg-Marquardt takes along the weights of each layer:
/// `learningRate / (mu + h)`, h the weight's second derivative.
///
/// - Source: LeCun et al. (1998), appendix C, equation 21.
public struct StepSizes: Figure {
  public var title: String
  /// For each layer the steps of its weights.
  public var layers: [(name: String, steps: [Double])]
  /// What no step exceeds: `learningRate / mu`.
  public var cap: Double

  public init(
    _ layers: [(name: String, steps: [Double])], cap: Double,
    title: String = "The step of every weight"
  ) {
    self.title = title
    self.layers = layers
    self.cap = cap
  }

  /// The steps in a network for second derivatives that ``Network/curvatures(images:labels:loss:)``
  /// found. Weights that a table leaves out take none.
  public init(
    _ network: Network, curvatures: [String: Tensor], rule: DiagonalLevenbergMarquardt,
    title: String = "The step of every weight"
  ) {
    let (rate, mu) = (Double(rule.learningRate), Double(rule.mu))
    self.init(
      network.layersWithParameters.map { name, parameters in
        (
          name,
          parameters.flatMap { parameter -> [Double] in
            guard let curvature = curvatures[parameter] else { return [] }
            return zip(curvature.scalars, network[parameter].scalars)
              .filter { $0 != 0 || $1 != 0 }.map { rate / (mu + Double($0.0)) }
          }
        )
      }, cap: rate / mu, title: title)
  }

  private var all: [Double] { layers.flatMap(\.steps).filter { $0.isFinite && $0 > 0 } }

  /// How many of the steps are within a tenth of the cap.
  private static func capped(_ steps: [Double], _ cap: Double) -> Double {
    100 * Double(steps.count { $0 > 0.9 * cap }) / Double(max(steps.count, 1))
  }

  public func drawing() -> Drawing {
    let histograms = LayerHistograms(
      heading: "length of a step; the broken line is the cap, "
        + NumberText.compact(cap),
      rows: layers.map { layer in
        LayerHistograms.Row(
          name: layer.name, numbers: layer.steps,
          note: "\(NumberText.fixed(Self.capped(layer.steps, cap), decimals: 0)) % at the cap")
      }, isLogarithmic: true, accent: 1, rule: cap > 0 ? (cap, "cap") : nil)
    return Drawing(
      title: title,
      block: histograms.block(width: 720 - 2 * Drawing.margin - 132, nameWidth: 124))
  }

  public var altText: String {
    let all = all
    guard let least = all.min(), let greatest = all.max() else {
      return AltText.joined(title, "There are no steps")
    }
    return AltText.joined(
      title,
      "Steps are from \(NumberText.compact(least, digits: 2)) to "
        + "\(NumberText.compact(greatest, digits: 2)) long; "
        + "\(NumberText.fixed(Self.capped(all, cap), decimals: 0)) % are within a tenth of the cap, "
        + NumberText.compact(cap),
      layers.map { layer in
        let sorted = layer.steps.filter(\.isFinite).sorted()
        let median = sorted.isEmpty ? .nan : sorted[sorted.count / 2]
        return "\(layer.name) \(NumberText.compact(median, digits: 2))"
      }.joined(separator: ", ") + " are the medians of layers")
  }

  public var dataTable: DataTable? {
    guard (1...60).contains(layers.count) else { return nil }
    return DataTable(
      columns: [DataTable.Column("layer")]
        + ["least step", "median", "greatest", "at the cap (%)"].map {
          DataTable.Column($0, isNumeric: true)
        },
      rows: layers.map { layer in
        let sorted = layer.steps.filter(\.isFinite).sorted()
        let numbers = [sorted.first, sorted.isEmpty ? nil : sorted[sorted.count / 2], sorted.last]
        return [layer.name] + numbers.map { $0.map { NumberText.compact($0) } ?? "none" }
          + [NumberText.fixed(Self.capped(layer.steps, cap), decimals: 0)]
      })
  }
}
