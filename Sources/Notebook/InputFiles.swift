import BookRecords
import CCellRuntime
import Foundation
import Synchronization

/// The files and folders that the program has read: its results depend on them.
///
/// What it made itself does not count, nor does what belongs to the system.
enum InputFiles {
  fileprivate struct State {
    var places: CellPlan.Places?
    var start = timespec()
    /// Each path that was read, and whether something stood there.
    var read: [String: Bool] = [:]
    var written: Set<String> = []
    /// Whether the recorder is told at each file, since the program may not come to its end.
    var tellsAtOnce = false
  }

  private static let state = Mutex(State())

  fileprivate static let ofTheSystem = [
    "/bin/", "/dev/", "/etc/", "/lib", "/proc/", "/run/", "/sys/", "/usr/",
  ]

  /// Begins to watch what the program opens.
  static func observe(_ places: CellPlan.Places) {
    state.withLock { state in
      state.places = places
      clock_gettime(CLOCK_REALTIME, &state.start)
    }
    observe_files { path, use in
      if let path { InputFiles.note(String(cString: path), use) }
    }
  }

  /// Does work that opens files on which no result depends, such as fonts.
  static func unobserved<Result>(_ work: () throws -> Result) rethrows -> Result {
    pause_observing_files(true)
    defer { pause_observing_files(false) }
    return try work()
  }

  /// Tells the recorder of each file as it is read, in a copy of the program that may fail.
  static func tellAtOnce() {
    state.withLock {
      $0.tellsAtOnce = true
      $0.read = [:]
    }
  }

  private static func note(_ path: String, _ use: file_use) {
    let path = absolute(path)
    let isToBeTold = state.withLock { state in
      if use == file_use_write {
        state.written.insert(path)
        return false
      }
      guard state.counts(path) else { return false }
      let isNew = state.read[path] == nil
      state.read[path] = state.read[path] ?? false || use == file_use_read
      return isNew && state.tellsAtOnce
    }
    if isToBeTold { Recorder.current.record(.read(inputs: states())) }
  }

  /// Counts files that were read by an earlier run, whose results this run takes over.
  static func add(_ paths: some Sequence<String>) {
    let folder = state.withLock { $0.places?.workingDirectory ?? "" }
    for path in paths {
      let path = path.hasPrefix("/") ? path : folder + "/" + path
      note(path, access(path, F_OK) == 0 ? file_use_read : file_use_read_nothing)
    }
  }

  /// The state of each file that was read so far, by path.
  static func states() -> [String: String] {
    unobserved {
      let (read, places, start) = state.withLock { ($0.read, $0.places, $0.start) }
      let prefix = (places?.workingDirectory ?? "") + "/"
      var states: [String: String] = [:]
      for (path, wasThere) in read {
        var status = stat()
        let isThere = stat(path, &status) == 0
        // A file that is gone was made for the program and taken away again.
        if wasThere && !isThere { continue }
        let name = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        states[name] =
          isThere && isRegular(status) && changed(status) > start
          ? InputState.changing : InputState.of(path)
      }
      return states
    }
  }

  private static func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  private static func changed(_ status: stat) -> timespec {
    #if os(macOS)
      status.st_ctimespec
    #else
      status.st_ctim
    #endif
  }

  private static func absolute(_ path: String) -> String {
    let whole =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return whole.contains("/.") || whole.contains("//")
      ? (whole as NSString).standardizingPath : whole
  }
}

extension InputFiles.State {
  /// Whether results depend on what stands at a path.
  fileprivate func counts(_ path: String) -> Bool {
    guard let places, path.hasPrefix("/"),
      !InputFiles.ofTheSystem.contains(where: path.hasPrefix),
      !path.hasPrefix(places.workFolder), !path.hasPrefix(places.checkpointFolder)
    else { return false }
    // What stands in a folder that the program made is its own too.
    var own = path
    while !own.isEmpty {
      if written.contains(own) { return false }
      own = String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])
    }
    return true
  }
}

extension timespec {
  fileprivate static func > (first: timespec, second: timespec) -> Bool {
    (first.tv_sec, first.tv_nsec) > (second.tv_sec, second.tv_nsec)
  }
}
