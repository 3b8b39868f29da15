import Figures
import NeuralNet

/// Numbers in rows and columns: an image, a kernel, a map, a patch of one.
public struct Plane: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// Row by row.
  public let values: [Float]

  /// - Precondition: there are `width * height` values, at least one.
  public init(width: Int, height: Int, values: [Float]) {
    guard width > 0, height > 0, values.count == width * height else {
      fatalError("Plane: \(width)x\(height) numbers cannot be \(values.count)")
    }
    self.width = width
    self.height = height
    self.values = values
  }

  /// One plane of a tensor `[outer, inner, height, width]`, or one row of `[outer, width]`.
  init(_ tensor: Tensor, _ outer: Int, _ inner: Int = 0) {
    let (height, width) = tensor.shape.count == 4 ? (tensor.shape[2], tensor.shape[3]) : (1, 0)
    if width == 0 {
      let units = tensor.shape.dropFirst().reduce(1, *)
      self.init(
        width: units, height: 1,
        values: Array(tensor.scalars[outer * units..<(outer + 1) * units]))
    } else {
      let start = (outer * tensor.shape[1] + inner) * height * width
      self.init(
        width: width, height: height,
        values: Array(tensor.scalars[start..<(start + height * width)]))
    }
  }

  subscript(row: Int, column: Int) -> Float { values[row * width + column] }

  /// The numbers within a square window.
  func patch(row: Int, column: Int, side: Int) -> Plane {
    Plane(
      width: side, height: side,
      values: (0..<side).flatMap { down in (0..<side).map { self[row + down, column + $0] } })
  }

  /// The numbers of two planes of one size, taken together in pairs.
  func combined(with other: Plane, _ combine: (Float, Float) -> Float) -> Plane {
    Plane(width: width, height: height, values: zip(values, other.values).map(combine))
  }

  /// The place of the greatest number, the first of equals; numbers that are none do not count.
  var place: (row: Int, column: Int) { place { self[$0, $1] } }

  /// The place for which a measure is greatest, the first of equals.
  func place(by measure: (_ row: Int, _ column: Int) -> Float) -> (row: Int, column: Int) {
    var best: (index: Int, value: Float)?
    for index in values.indices {
      let value = measure(index / width, index % width)
      if value > best?.value ?? -.infinity { best = (index, value) }
    }
    return ((best?.index ?? 0) / width, (best?.index ?? 0) % width)
  }
}

/// The colours that stand for the numbers of planes.
struct LevelScale: Hashable {
  var scale: ColorScale
  var range: ClosedRange<Float>

  /// The level of a number, from 0 to 1; the middle for what is not a number.
  func level(_ value: Float) -> Double {
    guard !value.isNaN else { return 0.5 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return Double(min(max(share, 0), 1))
  }

  /// Diverging colours around zero.
  static func signed(_ planes: [Plane]) -> LevelScale {
    let magnitude = planes.lazy.flatMap(\.values).filter(\.isFinite).map(abs).max() ?? 0
    return LevelScale(
      scale: .diverging, range: magnitude > 0 ? -magnitude...magnitude : -1...1)
  }

  /// Ink for numbers of which none is below zero, diverging colours otherwise.
  static func activity(_ planes: [Plane]) -> LevelScale {
    let finite = planes.lazy.flatMap(\.values).filter(\.isFinite)
    if (finite.min() ?? 0) < 0 { return signed(planes) }
    let most = finite.max() ?? 0
    return LevelScale(scale: .ink, range: 0...(most > 0 ? most : 1))
  }

  /// Ink from the least to the greatest number: for images, whose background may lie below zero.
  static func image(_ planes: [Plane]) -> LevelScale {
    let finite = planes.lazy.flatMap(\.values).filter(\.isFinite)
    let (low, high) = (min(finite.min() ?? 0, 0), finite.max() ?? 0)
    return LevelScale(scale: .ink, range: low...(high > low ? high : low + 1))
  }
}
