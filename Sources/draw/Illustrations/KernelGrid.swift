public import Figures
public import NeuralNet

/// The kernels of a convolution: one colour for positive weights, its opposite for negative ones.
///
/// Kernels of one input map stand in rows; of several, each output map has a column and each
/// input map a row.
public struct KernelGrid: Figure {
  /// The most output maps and input maps of which kernels are drawn.
  private static let limit = (outputs: 24, inputs: 16)

  public let grid: ImageGrid

  /// - Parameters:
  ///   - weights: `[maps out, maps in, height, width]`.
  ///   - title: names the layer.
  public init(weights: Tensor, title: String = "Kernels", maximumWidth: Points = 720) {
    guard weights.shape.count == 4, weights.count > 0 else {
      fatalError(
        "KernelGrid: expected weights [maps out, maps in, height, width], got \(weights.shape)")
    }
    let (outputs, inputs) = (weights.shape[0], weights.shape[1])
    let kernels = MapPictures(weights)
    let (columns, rows) = (min(outputs, Self.limit.outputs), min(inputs, Self.limit.inputs))
    var note = columns < outputs ? ", the first \(columns) of \(outputs) output maps" : ""
    if rows < inputs { note += ", the first \(rows) of \(inputs) input maps" }
    if inputs == 1 {
      grid = ImageGrid(
        title: title + note,
        cells: (0..<columns).map { kernels.cell($0, 0, below: "\($0)") },
        scale: .diverging, showsScale: true, maximumWidth: maximumWidth)
    } else {
      grid = ImageGrid(
        title: title + note,
        cells: (0..<rows).flatMap { input in (0..<columns).map { kernels.cell($0, input) } },
        scale: .diverging, columns: columns,
        rowHeadings: (0..<rows).map { "from map \($0)" },
        columnHeadings: (0..<columns).map(String.init), columnTitle: "to map",
        showsScale: true, maximumWidth: maximumWidth)
    }
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { grid.altText }
}
