extension Drawing {
  /// The side of the smallest square that a mark fits into.
  private static let leastSide: Points = 5

  /// Puts a minus sign on each sample that lies clearly below zero on the diverging scale: a
  /// second way to read what blue and orange say.
  ///
  /// Where samples are smaller than marks, lightness alone tells the signs apart.
  mutating func markSigns(of samples: SampleGrid, frame: Rectangle) {
    var (onDark, onLight) = (Path(), Path())
    for (index, level) in samples.levels.enumerated() where level < 118 {
      guard let bar = samples.minus(at: index, in: frame, leastSide: Self.leastSide) else { return }
      if level < 72 {
        onDark.elements += Path.rectangle(bar).elements
      } else {
        onLight.elements += Path.rectangle(bar).elements
      }
    }
    if !onDark.elements.isEmpty { fill(onDark, .level(0.5, .diverging)) }
    if !onLight.elements.isEmpty { fill(onLight, .level(0, .diverging)) }
  }

  /// Leaves the page free where a sample is not a number, with a stroke through it.
  mutating func markGaps(of samples: SampleGrid, frame: Rectangle) {
    var (squares, strokes) = (Path(), Path())
    for gap in samples.gaps {
      let square = samples.square(at: gap, in: frame)
      squares.elements += Path.rectangle(square).elements
      strokes.elements +=
        Path.line(
          from: Point(x: square.x, y: square.maxY), to: Point(x: square.maxX, y: square.y)
        ).elements
    }
    guard !samples.gaps.isEmpty else { return }
    fill(squares, .paper)
    stroke(strokes, Stroke(.muted))
  }
}

extension SampleGrid {
  /// Where a sample is drawn.
  fileprivate func square(at index: Int, in frame: Rectangle) -> Rectangle {
    let size = Size(
      width: frame.width / Double(width), height: frame.height / Double(height))
    return Rectangle(
      x: frame.x + Double(index % width) * size.width,
      y: frame.y + Double(index / width) * size.height, width: size.width, height: size.height)
  }

  /// A short level bar in the middle of a sample, on whole points; `nil` if there is no room.
  fileprivate func minus(at index: Int, in frame: Rectangle, leastSide: Points) -> Rectangle? {
    let square = square(at: index, in: frame)
    let side = min(square.width, square.height)
    guard side >= leastSide else { return nil }
    let size = Size(width: (side / 2).rounded(), height: max(1, (side / 10).rounded()))
    return Rectangle(
      x: (square.midX - size.width / 2).rounded(), y: (square.midY - size.height / 2).rounded(),
      width: size.width, height: size.height)
  }
}
