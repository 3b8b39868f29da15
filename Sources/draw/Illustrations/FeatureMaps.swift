public import Figures
public import NeuralNet

/// What a layer makes of one image: a picture of each of its maps.
///
/// Ink stands for activity. If some units are negative, as behind a tanh, the maps are drawn in
/// the diverging colours instead.
public struct FeatureMaps: Figure {
  public let grid: ImageGrid

  /// - Parameters:
  ///   - activations: `[batch, maps, height, width]`.
  ///   - title: names the layer.
  ///   - labels: stand beneath the maps; their numbers, if `nil`.
  ///   - pattern: which image of the batch.
  public init(
    activations: Tensor, title: String = "Feature maps", labels: [String]? = nil,
    pattern: Int = 0, columns: Int? = nil, maximumWidth: Points = 720
  ) {
    let shape = activations.shape
    guard shape.count == 4, activations.count > 0, shape[0] > pattern, pattern >= 0 else {
      fatalError(
        "FeatureMaps: expected activations [batch, maps, height, width] with pattern \(pattern), "
          + "got \(shape)")
    }
    guard labels == nil || labels?.count == shape[1] else {
      fatalError("FeatureMaps: \(shape[1]) maps cannot have \(labels?.count ?? 0) labels")
    }
    let isUnits = shape[2] * shape[3] == 1
    let numbers = (0..<shape[1]).map { isUnits ? "" : "\($0)" }
    let maps = MapPictures(activations)
    let cells = zip(0..<shape[1], labels ?? numbers).map { map, label in
      maps.cell(pattern, map, below: label)
    }
    let isSigned = cells.contains { $0.values.contains { $0 < 0 } }
    grid = ImageGrid(
      title: title, cells: cells, scale: isSigned ? .diverging : .ink, columns: columns,
      showsScale: true, cellSize: isUnits ? 18 : nil, maximumWidth: maximumWidth)
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { grid.altText }
}
