public import Figures
public import NeuralNet

/// What a layer makes of many digits, as a map in two dimensions: like digits lie together.
///
/// Each digit is a point where its activations lie along the two principal components of all.
/// Points are coloured by class, and wherever there is room the digit itself is written, so that
/// nothing is told by colour alone.
public struct ClassMap: Figure {
  public let plot: Plot
  private let words: String

  /// - Parameters:
  ///   - activations: `[count, ...]`, of one layer.
  ///   - labels: the class of each, below `names.count` if there are names.
  ///   - layer: what the layer is called.
  /// - Precondition: there is a label for each.
  public init(
    activations: Tensor, labels: [Int], layer: String, title: String? = nil, width: Points = 720,
    height: Points = 560
  ) {
    let count = activations.shape.first ?? 0
    guard count == labels.count, labels.allSatisfy({ $0 >= 0 }) else {
      fatalError("ClassMap: \(labels.count) labels for \(count) points")
    }
    let components = PrincipalComponents(of: activations)
    let size = activations.shape.dropFirst().reduce(1, *)
    let places = (0..<count).map { index in
      components.coordinates(of: activations.scalars[index * size..<(index + 1) * size])
    }
    func percent(_ component: Int) -> String {
      guard components.components.indices.contains(component) else { return "" }
      return
        ", \(NumberText.fixed(100 * components.share(component), decimals: 0)) % of the variance"
    }
    let heading = title ?? "\(NumberText.grouped(count)) digits as \(layer) sees them"
    let marks = ClassMarks(
      x: places.map { $0.first ?? 0 }, y: places.map { $0.count > 1 ? $0[1] : 0 }, classes: labels)
    plot = Plot(
      title: heading, x: Axis("first component" + percent(0)),
      y: Axis("second component" + percent(1)), marks: [marks], width: width, height: height)
    words = AltText.joined(
      heading,
      "Scatter of the two principal components of \(layer), which hold "
        + "\(NumberText.fixed(100 * (0..<components.variances.count).reduce(0) { $0 + components.share($1) }, decimals: 0)) % of the variance",
      Self.neighbours(marks))
  }

  /// Which classes lie closest to each other and which lie apart.
  private static func neighbours(_ marks: ClassMarks) -> String {
    let centers = marks.centers
    let pairs = centers.indices.flatMap { first in
      centers[(first + 1)...].indices.map { second -> (first: Int, second: Int, distance: Double) in
        let (a, b) = (centers[first], centers[second])
        return (
          a.class, b.class, ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
        )
      }
    }.sorted { ($0.distance, $0.first, $0.second) < ($1.distance, $1.first, $1.second) }
    guard let nearest = pairs.first, let farthest = pairs.last, pairs.count > 1 else { return "" }
    return "The middles of \(nearest.first) and \(nearest.second) lie closest, those of "
      + "\(farthest.first) and \(farthest.second) farthest apart"
  }

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { words }
}
