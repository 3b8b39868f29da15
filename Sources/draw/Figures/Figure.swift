/// Something that can be drawn: a plot, a grid of images, a diagram.
public protocol Figure: Sendable {
  /// The figure as a list of drawing commands.
  func drawing() -> Drawing
  /// What the figure shows, in words made from its data.
  var altText: String { get }
  /// The numbers behind the figure, or `nil` where there are too many to read.
  var dataTable: DataTable? { get }
}

extension Figure {
  public var dataTable: DataTable? { nil }
}
