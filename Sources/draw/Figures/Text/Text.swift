/// One line of text in a drawing.
public struct Text: Sendable, Hashable {
  public enum Weight: Sendable, Hashable {
    case regular, bold
  }

  /// Which end of the line stands at the position.
  public enum Anchor: Sendable, Hashable {
    case start, middle, end
  }

  public var string: String
  /// A point of the baseline.
  public var position: Point
  /// The height of the type.
  public var size: Points
  public var weight: Weight
  public var color: Color
  public var anchor: Anchor
  /// Degrees, clockwise around the position.
  public var rotation: Double

  public init(
    _ string: String, at position: Point, size: Points = TypeSize.body, weight: Weight = .regular,
    color: Color = .ink, anchor: Anchor = .start, rotation: Double = 0
  ) {
    self.string = string
    self.position = position
    self.size = size
    self.weight = weight
    self.color = color
    self.anchor = anchor
    self.rotation = rotation
  }

  public var width: Points { FontMetrics.width(of: string, size: size, weight: weight) }

  /// The upright box around the text, from the top of its tall letters to the depth of its low ones.
  public var bounds: Rectangle {
    let start: Points =
      switch anchor {
      case .start: 0
      case .middle: -width / 2
      case .end: -width
      }
    let top = -FontMetrics.ascent * size
    let bottom = FontMetrics.descent * size
    let (sin, cos) = (sine(rotation * .pi / 180), cosine(rotation * .pi / 180))
    let corners = [(start, top), (start + width, top), (start, bottom), (start + width, bottom)]
    let xs = corners.map { position.x + $0.0 * cos - $0.1 * sin }
    let ys = corners.map { position.y + $0.0 * sin + $0.1 * cos }
    let (left, upper) = (xs.min() ?? 0, ys.min() ?? 0)
    return Rectangle(
      x: left, y: upper, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - upper)
  }
}

/// The sizes of type in figures: legible in print, on a projector, and at half size on a phone.
public enum TypeSize {
  public static let title: Points = 16
  public static let body: Points = 14
  public static let small: Points = 13
}
