import Kernels

/// How the maps of one pattern lie in memory.
///
/// Fast kernels want channels last: at each position the maps stand side by side, padded to whole
/// vectors of eight. A grey image, a single map, need not be padded. A row of units is maps of 1x1.
/// Plain kernels want one map after the other, as a ``Tensor`` has them.
public struct MapLayout: Sendable, Hashable {
  public let maps: Int
  public let height: Int
  public let width: Int
  /// How many numbers lie from one position to the next.
  public let stride: Int
  /// Whether one map stands behind the other, row-major.
  public let isRowMajor: Bool

  /// Maps side by side.
  ///
  /// - Parameters:
  ///   - shape: `[maps, height, width]` or `[units]`.
  ///   - isPadded: whether maps are padded to whole vectors; only a single map can do without.
  public init(_ shape: [Int], isPadded: Bool = true) {
    self.init(shape, stride: isPadded || shape[0] != 1 ? (shape[0] + 7) / 8 * 8 : 1)
  }

  /// One map after the other.
  ///
  /// - Parameter shape: `[maps, height, width]` or `[units]`.
  public init(rowMajor shape: [Int]) { self.init(shape, stride: nil) }

  private init(_ shape: [Int], stride: Int?) {
    maps = shape[0]
    height = shape.count == 3 ? shape[1] : 1
    width = shape.count == 3 ? shape[2] : 1
    self.stride = stride ?? 1
    isRowMajor = stride == nil
  }

  /// How many numbers lie from one row to the next.
  public var rowPitch: Int { width * stride }

  /// How many numbers one pattern takes.
  public var count: Int { isRowMajor ? maps * height * width : height * rowPitch }

  /// Whether memory holds the same numbers in the same order as a tensor.
  var isTensor: Bool { isRowMajor || stride == 1 }

  var shape: MapShape { MapShape(maps: maps, height: height, width: width, stride: stride) }

  /// Where each number of a row-major `[maps, height, width]` pattern lies.
  package func placesInRowMajorOrder() -> [Int] {
    guard !isTensor else { return Array(0..<count) }
    guard height * width > 1 else { return Array(0..<maps) }
    return (0..<maps).flatMap { map in
      (0..<height * width).map { position in position * stride + map }
    }
  }
}
