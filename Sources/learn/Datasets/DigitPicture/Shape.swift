/// The pixels of one part of the ink in its box.
struct Shape {
  let width: Int
  let height: Int
  let pixels: [Bool]

  private subscript(row: Int, column: Int) -> Bool { pixels[row * width + column] }

  /// How much of the box's four sides has ink close by: 1 for a frame, about a half for a ring.
  func coverageOfSides() -> Double {
    let margin = min(max(2, Int(0.08 * Double(min(width, height)))), min(width, height))
    func share(of count: Int, _ isCovered: (Int) -> Bool) -> Double {
      Double((0..<count).count(where: isCovered)) / Double(count)
    }
    let top = share(of: width) { column in (0..<margin).contains { self[$0, column] } }
    let bottom = share(of: width) { column in
      (height - margin..<height).contains { self[$0, column] }
    }
    let left = share(of: height) { row in (0..<margin).contains { self[row, $0] } }
    let right = share(of: height) { row in (width - margin..<width).contains { self[row, $0] } }
    return (top + bottom + left + right) / 4
  }

  /// The area with its holes filled: all that cannot be reached from outside the box.
  func filledArea() -> Int {
    // With a margin of one pixel all around, every place outside can be reached from the first. A
    // step over the end of a row leads from margin to margin.
    let (fieldWidth, fieldHeight) = (width + 2, height + 2)
    var isClosed = [Bool](repeating: false, count: fieldWidth * fieldHeight)
    for row in 0..<height {
      for column in 0..<width {
        isClosed[(row + 1) * fieldWidth + column + 1] = self[row, column]
      }
    }
    isClosed[0] = true
    var (open, outside) = ([0], 1)
    let steps = [-1, 1, -fieldWidth, fieldWidth]
    while let place = open.popLast() {
      for step in steps {
        let next = place + step
        guard isClosed.indices.contains(next), !isClosed[next] else { continue }
        isClosed[next] = true
        outside += 1
        open.append(next)
      }
    }
    return fieldWidth * fieldHeight - outside
  }

  /// The area of the smallest rectangle around it, turned by steps of five degrees.
  func areaOfTurnedBox() -> Double {
    var outline: [(x: Double, y: Double)] = []
    for row in 0..<height {
      let columns = (0..<width).filter { self[row, $0] }
      guard let first = columns.first, let last = columns.last else { continue }
      for y in [Double(row), Double(row + 1)] {
        outline += [(Double(first), y), (Double(last + 1), y)]
      }
    }
    let directions = Self.directions
    let areas = directions.map { cosine, sine in
      let along = outline.map { cosine * $0.x + sine * $0.y }
      let across = outline.map { cosine * $0.y - sine * $0.x }
      func length(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
      return length(along) * length(across)
    }
    return areas.min() ?? 0
  }

  /// Cosine and sine of 0, 5, ..., 85 degrees: each turns the one before by five.
  private static let directions: [(Double, Double)] = {
    let (cosine, sine) = (0.996_194_698_091_745_5, 0.087_155_742_747_658_17)
    return (1..<18).reduce(into: [(1.0, 0.0)]) { turned, _ in
      let (x, y) = turned[turned.count - 1]
      turned.append((x * cosine - y * sine, x * sine + y * cosine))
    }
  }()
}
