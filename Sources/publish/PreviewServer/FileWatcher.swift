public import Foundation

/// Notices changes of files, and of folders with all that is in them.
///
/// ```swift
/// var watcher = FileWatcher([.tree(chapters.path)])
/// while true {
///   let changed = try await watcher.change()
///   print("changed:", changed.sorted())
/// }
/// ```
///
/// It looks again and again at what stands at the end of each path, links followed. Whatever
/// editors, checkouts and network disks do, and wherever links lead, the outcome is seen.
public struct FileWatcher: Sendable {
  /// A path to watch. What it names may appear later, or come and go.
  public enum Place: Sendable, Hashable {
    /// A file, or a folder and all that is in it.
    case tree(String)
    /// A file, or a folder of which nothing but the names in it counts.
    case entry(String)
    /// A file, or a folder of which only counts that it is there.
    case status(String)

    var path: String {
      switch self {
      case .tree(let path), .entry(let path), .status(let path): path
      }
    }
  }

  private let interval: Duration
  private let exception: String?
  /// What stood at each place when a change was last reported.
  private var reported: [Place: FileStates] = [:]

  /// Changes from this moment on are seen.
  ///
  /// - Parameters:
  ///   - exception: A folder in which nothing counts.
  ///   - interval: The time between two looks, if these take little of it.
  public init(
    _ places: Set<Place>, except exception: String? = nil, interval: Duration = .milliseconds(50)
  ) {
    self.interval = interval
    self.exception = exception
    watch(places, since: .distantFuture)
  }

  /// Watches these places from now on.
  ///
  /// - Parameter start: What has changed since then at a place that was not watched so far counts
  ///   as a change.
  public mutating func watch(_ places: Set<Place>, since start: Date) {
    reported = Dictionary(
      uniqueKeysWithValues: places.map { place in
        let known = reported[place]
        return (place, known ?? FileStates(of: place, except: exception).unchanged(since: start))
      })
  }

  /// Waits until something has changed since the last call, also if it was during the work between
  /// the calls, and until two looks in a row find the same: an editor that is still writing, or a
  /// checkout of many files, is reported once.
  ///
  /// - Returns: The files that appeared, went, or have other bytes than before.
  /// - Throws: `CancellationError`.
  public mutating func change() async throws -> Set<String> {
    var last = reported
    while true {
      let start = ContinuousClock.now
      let current = last.reduce(into: [:]) { current, place in
        current[place.key] = FileStates(of: place.key, except: exception, before: place.value)
      }
      if current == last {
        let changed = current.flatMap { place, states in
          reported[place].map(states.differences) ?? []
        }
        reported = current
        if !changed.isEmpty { return Set(changed) }
      }
      last = current
      // Where there is much to look at, looking takes a tenth of the time all the same.
      try await Task.sleep(for: max(interval, (ContinuousClock.now - start) * 10))
    }
  }
}
