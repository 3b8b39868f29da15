import Synchronization

/// A part of a batch: the unit of work of a thread.
public enum Shard {
  /// How many patterns a shard has at most.
  ///
  /// A batch is always cut in the same way, whatever the number of threads, so that sums are
  /// added in the same order.
  public static let size = 32

  /// How many shards a batch is cut into.
  static func count(patterns: Int) -> Int { (patterns + size - 1) / size }

  /// The patterns of a shard; none in that of an empty batch.
  static func range(_ shard: Int, patterns: Int) -> Range<Int> {
    shard * size..<min((shard + 1) * size, patterns)
  }
}

/// What shards came to, put in order however their threads finished.
final class ShardResults<Value: Sendable>: Sendable {
  private let values = Mutex<[Int: Value]>([:])

  /// The results of shards 0, 1, 2, ...
  var inOrder: [Value] {
    values.withLock { values in
      values.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  subscript(shard: Int) -> Value? {
    get { values.withLock { $0[shard] } }
    set { values.withLock { $0[shard] = newValue } }
  }
}
