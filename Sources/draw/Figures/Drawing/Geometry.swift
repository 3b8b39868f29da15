/// A length in points: one point is one CSS pixel on the page and `scale` pixels in the image.
public typealias Points = Double

/// A place in a drawing; x grows to the right, y grows downwards.
public struct Point: Sendable, Hashable {
  public var x: Points
  public var y: Points

  public init(x: Points, y: Points) {
    self.x = x
    self.y = y
  }
}

public struct Size: Sendable, Hashable {
  public var width: Points
  public var height: Points

  public init(width: Points, height: Points) {
    self.width = width
    self.height = height
  }
}

/// An upright rectangle, given by its top left corner and its size.
public struct Rectangle: Sendable, Hashable {
  public var x: Points
  public var y: Points
  public var width: Points
  public var height: Points

  public init(x: Points, y: Points, width: Points, height: Points) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  public var maxX: Points { x + width }
  public var maxY: Points { y + height }
  public var midX: Points { x + width / 2 }
  public var midY: Points { y + height / 2 }

  /// The rectangle with each side moved inwards, or outwards for negative distances.
  public func inset(by distance: Points) -> Rectangle {
    Rectangle(
      x: x + distance, y: y + distance, width: width - 2 * distance, height: height - 2 * distance)
  }

  /// Whether the two share more than an edge.
  public func overlaps(_ other: Rectangle) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  public func contains(_ other: Rectangle) -> Bool {
    x <= other.x && y <= other.y && other.maxX <= maxX && other.maxY <= maxY
  }
}

extension Points {
  /// The middle of the pixel at this place, where a line one point wide is sharp at every scale.
  package var onPixel: Points { rounded(.down) + 0.5 }
}
