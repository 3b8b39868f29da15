public import Foundation

/// Notices changes in folders and all that is in them.
///
/// ```swift
/// for await changed in FolderWatcher([chapters]).changes() {
///   print("changed:", changed.map(\.lastPathComponent).sorted())
/// }
/// ```
public struct FolderWatcher: Sendable {
  private let places: [URL]
  private let interval: Duration

  /// - Parameters:
  ///   - places: Folders, or single files. They may appear later or come and go.
  ///   - interval: The time between two looks.
  public init(_ places: [URL], interval: Duration = .milliseconds(300)) {
    self.places = places
    self.interval = interval
  }

  /// The files that changed, appeared or went, as soon as two looks in a row find the same: an
  /// editor that is still writing, or a checkout of many files, is reported once.
  ///
  /// Changes from the moment of this call on are seen, those during the work on earlier ones too.
  public func changes() -> AsyncStream<Set<URL>> {
    AsyncStream { continuation in
      let first = look()
      let task = Task {
        var reported = first
        var last = first
        while !Task.isCancelled {
          try? await Task.sleep(for: interval)
          let current = look()
          if current == last, current != reported {
            continuation.yield(Self.differences(between: reported, and: current))
            reported = current
          }
          last = current
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// What tells a changed file from an unchanged one.
  private struct Stamp: Equatable {
    var modified: Date?
    var size: Int?
  }

  private func look() -> [URL: Stamp] {
    let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey, .isDirectoryKey]
    var stamps: [URL: Stamp] = [:]
    for place in places {
      let contents = FileManager.default.enumerator(
        at: place, includingPropertiesForKeys: Array(keys), options: [.skipsHiddenFiles])
      for file in [place] + (contents?.compactMap { $0 as? URL } ?? []) {
        // A URL remembers what it was once asked; a new one looks again.
        let fresh = URL(filePath: file.path)
        guard let values = try? fresh.resourceValues(forKeys: keys), values.isDirectory != true
        else { continue }
        stamps[file] = Stamp(modified: values.contentModificationDate, size: values.fileSize)
      }
    }
    return stamps
  }

  private static func differences(between old: [URL: Stamp], and new: [URL: Stamp]) -> Set<URL> {
    Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
  }
}
