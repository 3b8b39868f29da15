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

  /// The contents of a file, or of a folder's list.
  func state(of path: String) -> String { state(of: ObservedInput(.contents, path)) }

  /// Whether everything that a chapter asked for is as it was.
  func hold(_ inputs: [String: String]) -> Bool { changes(of: inputs).isEmpty }

  /// What a chapter asked for and is another now.
  func changes(of inputs: [String: String]) -> [ObservedInput] {
    inputs.sorted { $0.key < $1.key }.compactMap { key, state in
      guard let input = ObservedInput(key: key) else { return ObservedInput(.contents, key) }
      return self.state(of: input) == state ? nil : input
    }
  }

  private func state(of input: ObservedInput) -> String {
    var input = input
    input.path = URL(fileURLWithPath: input.path, relativeTo: folder).path
    let key = input.key
    if let known = states.withLock({ $0[key] }) { return known }
    let state = input.state(in: folder)
    states.withLock { $0[key] = state }
    return state
  }
}
