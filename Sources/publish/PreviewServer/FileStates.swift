import Foundation

/// What stands at a path, and in the folder if it is one, at one moment.
struct FileStates: Equatable, Sendable {
  private struct State: Equatable {
    /// All that the system knows of a file and that changes with its bytes.
    var stamp: [Int]
    /// What tells two contents apart: a hash of the bytes, or of the stamp for large files.
    var content: Int
    var lastChange: Double

    init(stamp: [Int], content: Int, lastChange: Double) {
      (self.stamp, self.content, self.lastChange) = (stamp, content, lastChange)
    }

    init(folderNames: [String]) {
      self.init(stamp: [], content: folderNames.hashValue, lastChange: 0)
    }
  }

  /// Files with more bytes are not read to find out whether they changed.
  private static let mostBytesRead = 4_000_000
  /// Clocks of file systems move on in steps: a file that changed so many seconds ago may have
  /// changed again in the same step.
  private static let clockStep = 0.1

  private var states: [String: State] = [:]
  private let place: FileWatcher.Place
  /// A folder in which nothing counts.
  private let exception: String?

  /// - Parameter before: What stood there earlier. Files that are as they were are not read again.
  init(of place: FileWatcher.Place, except exception: String?, before: FileStates? = nil) {
    self.exception = exception
    self.place = place
    visit(place.path, parents: [], before: before)
  }

  /// The files that differ in their bytes.
  func differences(from other: FileStates) -> [String] {
    Set(states.keys).union(other.states.keys).filter {
      states[$0]?.content != other.states[$0]?.content
    }
  }

  /// Those files alone that did not change after a moment.
  func unchanged(since moment: Date) -> FileStates {
    var result = self
    result.states = states.filter { $0.value.lastChange < moment.timeIntervalSince1970 }
    return result
  }

  /// - Parameter parents: The folders above, so that links in a circle come to an end.
  private mutating func visit(_ path: String, parents: [[Int]], before: FileStates?) {
    if let exception, path == exception || path.hasPrefix(exception + "/") { return }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    let node = [Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino)]
    switch status.st_mode & S_IFMT {
    case S_IFREG: states[path] = Self.state(of: path, node, status, before?.states[path])
    case S_IFDIR:
      switch place {
      case .status: states[path] = State(folderNames: [])
      case .entry: states[path] = State(folderNames: Self.names(in: path))
      case .tree where parents.contains(node): break
      case .tree:
        for name in Self.names(in: path) {
          visit(path + "/" + name, parents: parents + [node], before: before)
        }
      }
    default: break
    }
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !isOfEditor($0) }.sorted()
  }

  private static func state(
    of path: String, _ node: [Int], _ status: stat, _ before: State?
  ) -> State {
    #if os(macOS)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    let stamp =
      node + [Int(status.st_size)] + [modified, changed].flatMap { [$0.tv_sec, $0.tv_nsec] }
    let lastChange =
      [modified, changed].map { Double($0.tv_sec) + Double($0.tv_nsec) / 1e9 }
      .max() ?? 0
    let isSettled = abs(Date().timeIntervalSince1970 - lastChange) > clockStep
    if let before, before.stamp == stamp, isSettled { return before }
    let isRead = status.st_size <= mostBytesRead
    let bytes = isRead ? FileManager.default.contents(atPath: path) : nil
    var hasher = Hasher()
    if let bytes {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      hasher.combine(stamp)
    }
    return State(stamp: stamp, content: hasher.finalize(), lastChange: lastChange)
  }

  /// Whether a file is one that editors keep beside those they edit: hidden ones, `x~` and `#x#`,
  /// and vim's `4913`, by which it finds out whether a folder can be written.
  private static func isOfEditor(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || name.hasPrefix("#") && name.hasSuffix("#")
      || name.allSatisfy(\.isNumber)
  }
}
