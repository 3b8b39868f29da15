import NIOCore
import Synchronization

/// The connections of a server, as many as it can bear.
final class OpenConnections: Sendable {
  private let limit: Int
  /// The one that has been quiet the longest comes first.
  private let channels = Mutex<[any Channel]>([])

  init(limit: Int) {
    self.limit = limit
  }

  /// Adds a connection, and ends the one that has been quiet the longest if there are too many.
  func add(_ channel: any Channel) {
    let surplus = channels.withLock { channels in
      channels.append(channel)
      return channels.count > limit ? channels.removeFirst() : nil
    }
    surplus?.close(promise: nil)
  }

  /// Says that a request came.
  func touch(_ channel: any Channel) {
    channels.withLock { channels in
      guard let index = channels.firstIndex(where: { $0 === channel }) else { return }
      channels.append(channels.remove(at: index))
    }
  }

  func remove(_ channel: any Channel) {
    channels.withLock { $0.removeAll { $0 === channel } }
  }
}
