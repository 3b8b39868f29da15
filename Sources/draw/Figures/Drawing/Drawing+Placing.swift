extension Drawing {
  /// Draws another drawing, its upper left corner at a place.
  public mutating func place(_ other: Drawing, at corner: Point) {
    commands += other.commands.map { $0.moved(by: corner) }
  }
}

extension Drawing.Command {
  fileprivate func moved(by distance: Point) -> Self {
    switch self {
    case .path(let path, let fill, let stroke):
      return .path(
        Path(path.elements.map { $0.moved(by: distance) }), fill: fill, stroke: stroke)
    case .text(var text):
      text.position = text.position.moved(by: distance)
      return .text(text)
    case .image(let samples, let scale, let frame):
      return .image(samples, scale: scale, frame: frame.moved(by: distance))
    case .clip(let frame, let inner):
      return .clip(frame.moved(by: distance), inner.map { $0.moved(by: distance) })
    }
  }
}

extension Path.Element {
  fileprivate func moved(by distance: Point) -> Self {
    switch self {
    case .move(let point): .move(point.moved(by: distance))
    case .line(let point): .line(point.moved(by: distance))
    case .curve(let first, let second, let end):
      .curve(
        first.moved(by: distance), second.moved(by: distance), end: end.moved(by: distance))
    case .close: .close
    }
  }
}

extension Point {
  fileprivate func moved(by distance: Point) -> Point {
    Point(x: x + distance.x, y: y + distance.y)
  }
}

extension Rectangle {
  fileprivate func moved(by distance: Point) -> Rectangle {
    Rectangle(x: x + distance.x, y: y + distance.y, width: width, height: height)
  }
}
