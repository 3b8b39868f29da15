/// A part of the ink: pixels each of which has another for a neighbour, corners included.
public struct InkPart: Sendable, Hashable {
  /// The smallest box that holds it.
  public internal(set) var rows: Range<Int>
  public internal(set) var columns: Range<Int>
  /// How many pixels it has.
  public internal(set) var area: Int
  /// The sum of their contrast to the paper.
  public internal(set) var mass: Int
  /// Its number in ``ConnectedComponents/labels``.
  public let label: Int

  var height: Int { rows.count }
  var width: Int { columns.count }
  var longSide: Int { max(height, width) }
  var shortSide: Int { min(height, width) }
  var boxArea: Int { height * width }
  /// The share of its box that it fills.
  var extent: Double { Double(area) / Double(boxArea) }
}

/// The connected components of a mask.
///
/// The first pass gives each pixel the label of a neighbour that was seen before, and joins the
/// labels of neighbours that turn out to be one part, in a forest of union and find. The second
/// gives every pixel the label at its tree's root.
///
/// - Source: Rosenfeld and Pfaltz, "Sequential operations in digital picture processing" (1966),
///   DOI 10.1145/321356.321357.
public struct ConnectedComponents: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// The part of each pixel, from 1; 0 is no part.
  public let labels: [Int32]
  /// In the order of their first pixels.
  public let parts: [InkPart]

  /// - Parameter contrast: how much each pixel differs from the paper.
  init(mask: [Bool], contrast: GrayImage) {
    width = contrast.width
    height = contrast.height
    var forest = LabelForest()
    var labels = [Int32](repeating: 0, count: mask.count)
    for row in 0..<height {
      for column in 0..<width where mask[row * width + column] {
        let place = row * width + column
        var label: Int32 = column > 0 ? labels[place - 1] : 0
        if row > 0 {
          for above in max(0, column - 1)...min(width - 1, column + 1) {
            let other = labels[place - column - width + above]
            guard other > 0 else { continue }
            label = label == 0 ? other : forest.joined(label, other)
          }
        }
        labels[place] = label == 0 ? forest.newLabel() : label
      }
    }
    let numbers = forest.numbersOfRoots()
    var parts: [InkPart] = []
    for row in 0..<height {
      for column in 0..<width {
        let place = row * width + column
        guard labels[place] > 0 else { continue }
        let number = numbers[Int(labels[place])]
        labels[place] = Int32(number)
        let mass = Int(contrast.pixels[place])
        if number > parts.count {
          parts.append(
            InkPart(
              rows: row..<row + 1, columns: column..<column + 1, area: 1, mass: mass, label: number)
          )
        } else {
          parts[number - 1].add(row: row, column: column, mass: mass)
        }
      }
    }
    self.labels = labels
    self.parts = parts
  }

  /// Which pixels of its box belong to a part, row by row.
  func shape(of part: InkPart) -> Shape {
    var pixels = [Bool](repeating: false, count: part.boxArea)
    for (newRow, row) in part.rows.enumerated() {
      for (newColumn, column) in part.columns.enumerated() {
        pixels[newRow * part.width + newColumn] = labels[row * width + column] == part.label
      }
    }
    return Shape(width: part.width, height: part.height, pixels: pixels)
  }
}

extension InkPart {
  fileprivate mutating func add(row: Int, column: Int, mass: Int) {
    rows = rows.lowerBound..<max(rows.upperBound, row + 1)
    columns = min(columns.lowerBound, column)..<max(columns.upperBound, column + 1)
    area += 1
    self.mass += mass
  }
}

/// Labels, of which some mean the same part: each points to an older one, or to itself.
private struct LabelForest {
  private var parents: [Int32] = [0]

  mutating func newLabel() -> Int32 {
    parents.append(Int32(parents.count))
    return Int32(parents.count - 1)
  }

  private mutating func root(of label: Int32) -> Int32 {
    var label = label
    while parents[Int(label)] != label {
      parents[Int(label)] = parents[Int(parents[Int(label)])]
      label = parents[Int(label)]
    }
    return label
  }

  mutating func joined(_ first: Int32, _ second: Int32) -> Int32 {
    guard first != second else { return first }
    let (first, second) = (root(of: first), root(of: second))
    let (older, newer) = (min(first, second), max(first, second))
    parents[Int(newer)] = older
    return older
  }

  /// For each label the number of its tree, from 1; roots are numbered as they came.
  mutating func numbersOfRoots() -> [Int] {
    var numbers = [Int](repeating: 0, count: parents.count)
    var count = 0
    for label in parents.indices.dropFirst() {
      let root = Int(root(of: Int32(label)))
      if root == label {
        count += 1
        numbers[label] = count
      } else {
        numbers[label] = numbers[root]
      }
    }
    return numbers
  }
}
