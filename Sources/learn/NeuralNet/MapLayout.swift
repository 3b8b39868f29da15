/// How the maps of one pattern lie in the memory that the kernels work on.
///
/// Channels-last: at each position the maps stand side by side, padded to whole vectors of
/// eight. A grey image, a single map, need not be padded. A row of units is maps of 1x1.
public struct MapLayout: Sendable, Hashable {
  public let maps: Int
  public let height: Int
  public let width: Int
  /// How many floats lie from one position to the next.
  public let stride: Int

  /// - Parameters:
  ///   - shape: `[maps, height, width]` or `[units]`.
  ///   - isPadded: whether maps are padded to whole vectors; only a single map can do without.
  public init(_ shape: [Int], isPadded: Bool = true) {
    maps = shape[0]
    height = shape.count == 3 ? shape[1] : 1
    width = shape.count == 3 ? shape[2] : 1
    stride = isPadded || maps != 1 ? (maps + 7) / 8 * 8 : 1
  }

  /// How many floats lie from one row to the next.
  public var rowPitch: Int { width * stride }

  /// How many floats one pattern takes.
  public var count: Int { height * rowPitch }

  /// An array for some patterns, and 16 numbers more: kernels read and write whole panels.
  public func makeStorage(patterns: Int) -> [Float] {
    [Float](repeating: 0, count: patterns * count + 16)
  }

  /// Where each number of a row-major `[maps, height, width]` pattern lies.
  package func placesInRowMajorOrder() -> [Int] {
    (0..<maps).flatMap { map in
      (0..<height).flatMap { row in
        (0..<width).map { column in row * rowPitch + column * stride + map }
      }
    }
  }

  /// The patterns of a shard's memory as row-major numbers, one pattern after the other.
  package func rowMajor(_ storage: [Float], patterns: Int) -> [Float] {
    let places = placesInRowMajorOrder()
    return (0..<patterns).flatMap { pattern in
      places.map { storage[pattern * count + $0] }
    }
  }
}
