import BookRecords
import Foundation
import Synchronization

/// The state of files during one run of a book: each is read only once.
final class InputStates: Sendable {
  private let folder: URL
  private let states = Mutex<[String: String]>([:])

  /// - Parameter folder: Where relative paths start: the book's folder.
  init(folder: URL) {
    self.folder = folder
  }

  func state(of path: String) -> String {
    let whole = URL(fileURLWithPath: path, relativeTo: folder).path
    if let known = states.withLock({ $0[whole] }) { return known }
    let state = InputState.of(whole)
    states.withLock { $0[whole] = state }
    return state
  }
}
