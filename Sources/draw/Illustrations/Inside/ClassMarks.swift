public import Figures

/// Points of several classes: dots in the class's colour and, where there is room, its number.
public struct ClassMarks: Mark {
  public let x: [Double]
  public let y: [Double]
  public let classes: [Int]

  /// - Precondition: there are as many x, y and classes.
  public init(x: [Double], y: [Double], classes: [Int]) {
    guard x.count == y.count, x.count == classes.count else {
      fatalError("ClassMarks: \(x.count) x, \(y.count) y and \(classes.count) classes")
    }
    self.x = x
    self.y = y
    self.classes = classes
  }

  public var series: [Series] { [Series(name: nil, x: x, y: y)] }
  public var accentCount: Int { 0 }

  /// The middle of each class that has points, in the order of classes.
  var centers: [(class: Int, x: Double, y: Double)] {
    Set(classes).sorted().compactMap { number in
      let members = classes.indices.filter {
        classes[$0] == number && x[$0].isFinite && y[$0].isFinite
      }
      guard !members.isEmpty else { return nil }
      let scale = 1 / Double(members.count)
      return (
        number, members.reduce(0) { $0 + x[$1] } * scale, members.reduce(0) { $0 + y[$1] } * scale
      )
    }
  }

  private func color(_ number: Int) -> Color { .accent(number % 8 + 1) }

  public func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing) {
    var taken = Set<Point>()
    for index in classes.indices {
      guard let point = frame.point(x[index], y[index]) else { continue }
      // Of dots that nearly cover each other only the first is drawn.
      guard taken.insert(Point(x: point.x.rounded(), y: point.y.rounded())).inserted else {
        continue
      }
      drawing.fill(.circle(center: point, radius: 1.75), .tint(color(classes[index]), 0.6))
    }
  }

  public func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing) {
    var room = LabelRoom()
    // The middle of each class first, then single points as far as there is room for them.
    let inside = frame.area.inset(by: 17)
    for center in centers {
      guard var point = frame.point(center.x, center.y) else { continue }
      point.x = min(max(point.x, inside.x), inside.maxX)
      point.y = min(max(point.y, inside.y), inside.maxY)
      let text = label(center.class, at: point, size: 26, weight: .bold, color: .ink)
      guard room.take(text.bounds.inset(by: -2), within: frame.area) else { continue }
      drawing.fill(
        .circle(center: point, radius: 15), .paper,
        stroke: Stroke(color(center.class), width: 2.5))
      drawing.write(text)
    }
    for index in classes.indices {
      guard let point = frame.point(x[index], y[index]) else { continue }
      let text = label(
        classes[index], at: point, size: TypeSize.small, weight: .bold,
        color: color(classes[index]))
      if room.take(text.bounds, within: frame.area) { drawing.write(text) }
    }
  }

  private func label(
    _ number: Int, at point: Point, size: Points, weight: Text.Weight, color: Color
  ) -> Text {
    Text(
      "\(number)",
      at: Point(x: point.x, y: FontMetrics.baseline(centeredAt: point.y, size: size)), size: size,
      weight: weight, color: color, anchor: .middle)
  }
}

/// Remembers where labels stand, so that none stands upon another.
private struct LabelRoom {
  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }
  /// Boxes by the squares of the page that they touch.
  private var boxes: [Cell: [Rectangle]] = [:]
  private static let side = 40.0

  /// Whether there is room for a box; if so, it is taken.
  mutating func take(_ box: Rectangle, within area: Rectangle) -> Bool {
    guard area.contains(box) else { return false }
    let cells = (Int(box.x / Self.side)...Int(box.maxX / Self.side)).flatMap { column in
      (Int(box.y / Self.side)...Int(box.maxY / Self.side)).map { Cell(column: column, row: $0) }
    }
    guard cells.allSatisfy({ !(boxes[$0] ?? []).contains { $0.overlaps(box) } }) else {
      return false
    }
    for cell in cells { boxes[cell, default: []].append(box) }
    return true
  }
}
