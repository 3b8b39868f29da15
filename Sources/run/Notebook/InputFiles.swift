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
    /// Everything that was asked for, and whether something stood there.
    var read: [ObservedInput: Bool] = [:]
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
    observe_files { path, use, isThere in
      if let path { InputFiles.note(String(cString: path), use, isThere) }
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

  private static func note(_ path: String, _ use: file_use, _ isThere: Bool) {
    let path = absolute(path)
    switch use {
    case file_use_write: state.withLock { _ = $0.written.insert(path) }
    case file_use_status: note(ObservedInput(.status, path), isThere)
    case file_use_link: note(ObservedInput(.link, path), isThere)
    default: note(ObservedInput(.contents, path), isThere)
    }
  }

  private static func note(_ input: ObservedInput, _ isThere: Bool) {
    let isToBeTold = state.withLock { state in
      guard state.counts(input.path) else { return false }
      let isNew = state.read[input] == nil
      state.read[input] = state.read[input] ?? false || isThere
      return isNew && state.tellsAtOnce
    }
    if isToBeTold { Recorder.current.record(.read(inputs: states { $0 == input })) }
  }

  /// Counts what an earlier run asked for, whose results this run takes over.
  static func add(_ keys: some Sequence<String>) {
    let folder = state.withLock { $0.places?.workingDirectory ?? "" }
    for var input in keys.compactMap(ObservedInput.init(key:)) {
      if !input.path.hasPrefix("/") { input.path = folder + "/" + input.path }
      let isThere = unobserved { access(input.path, F_OK) == 0 }
      note(input, isThere)
    }
  }

  /// The state of what was asked for so far, by its key.
  static func states(where isWanted: (ObservedInput) -> Bool = { _ in true }) -> [String: String] {
    unobserved {
      let (read, places, start) = state.withLock { state in
        // Where nothing stood and the program made something, the program is its own cause.
        let read = state.read.filter { input, wasThere in
          isWanted(input) && (wasThere && input.use == .contents || state.counts(input.path))
        }
        return (read, state.places, state.start)
      }
      let folder = URL(fileURLWithPath: places?.workingDirectory ?? "/", isDirectory: true)
      let prefix = folder.path + "/"
      var states: [String: String] = [:]
      for (input, wasThere) in read {
        var status = stat()
        let isThere = lstat(input.path, &status) == 0
        // A file that is gone was made for the program and taken away again.
        if wasThere && !isThere { continue }
        let isChanging =
          input.use == .contents && stat(input.path, &status) == 0 && isRegular(status)
          && changed(status) > start
        var named = input
        if input.path.hasPrefix(prefix) { named.path.removeFirst(prefix.count) }
        states[named.key] = isChanging ? InputState.changing : input.state(in: folder)
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
    return whole.contains("/.") || whole.contains("//") || whole.hasSuffix("/")
      ? (whole as NSString).standardizingPath : whole
  }
}

extension InputFiles.State {
  /// Whether results depend on what stands at a path.
  fileprivate func counts(_ path: String) -> Bool {
    guard let places, path.hasPrefix("/"),
      !InputFiles.ofTheSystem.contains(where: path.hasPrefix),
      path != places.keptFolder, !path.hasPrefix(places.keptFolder + "/"),
      !path.hasPrefix(places.workFolder)
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

extension CellPlan.Places {
  /// The folder of all that the runner keeps.
  fileprivate var keptFolder: String {
    (checkpointFolder as NSString).deletingLastPathComponent
  }
}

extension timespec {
  fileprivate static func > (first: timespec, second: timespec) -> Bool {
    (first.tv_sec, first.tv_nsec) > (second.tv_sec, second.tv_nsec)
  }
}
