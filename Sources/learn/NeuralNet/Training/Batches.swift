/// The indexes of a data set in random order, a batch at a time; the last batch may be smaller.
///
/// ```swift
/// for indexes in Batches(count: digits.count, size: 256, using: &generator) {
///   let images = digits.images(at: indexes)
/// }
/// ```
public struct Batches: Sequence, Sendable {
  private let order: [Int]
  private let size: Int

  /// - Parameters:
  ///   - count: how many examples there are.
  ///   - size: how many of them make a batch, at least 1; all of them, if there are fewer.
  public init(count: Int, size: Int, using generator: inout SeededGenerator) {
    guard size >= 1 else { fatalError("Batches: expected a size of at least 1, found \(size)") }
    order = generator.permutation(of: count)
    self.size = Swift.min(size, Swift.max(count, 1))
  }

  /// How many batches there are.
  public var count: Int { (order.count + size - 1) / size }

  public func makeIterator() -> AnyIterator<ArraySlice<Int>> {
    var start = 0
    return AnyIterator {
      guard start < order.count else { return nil }
      defer { start += size }
      return order[start..<Swift.min(start + size, order.count)]
    }
  }
}
