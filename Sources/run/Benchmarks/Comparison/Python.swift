import Foundation

/// The Python that peers run in: the one that `TORCH_PYTHON` names.
struct Python {
  /// A script that could be started, or why it could not.
  enum Started {
    case running(Peer)
    case absent(String)

    /// One of the script's pieces of work as that of a rival.
    ///
    /// - Parameter scale: how often the piece goes into our work.
    func rival(_ name: String, threads: Int, work: String, scale: Double = 1) -> Contest.Rival {
      switch self {
      case .running(let peer):
        Contest.Rival(
          name: name, threads: threads, work: .seconds { scale * (try peer.seconds(for: work)) })
      case .absent(let reason):
        Contest.Rival(name: name, threads: threads, work: .absent(reason))
      }
    }

    /// As ``rival(_:threads:work:scale:)``, but in a new process each time, which does the work once
    /// to warm up. For work whose pace depends on the memory that the process happened to get: one
    /// process would repeat its luck.
    func freshRival(_ name: String, threads: Int, work: String) -> Contest.Rival {
      guard case .running(let peer) = self else { return rival(name, threads: threads, work: work) }
      return Contest.Rival(
        name: name, threads: threads,
        work: .seconds {
          let fresh = try peer.restarted()
          _ = try fresh.seconds(for: work)
          return try fresh.seconds(for: work)
        })
    }
  }

  private let interpreter: URL?

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let path = environment["TORCH_PYTHON"] ?? ""
    interpreter = path.isEmpty ? nil : URL(filePath: path)
  }

  /// Starts a peer's script.
  ///
  /// - Parameters:
  ///   - package: what the script imports.
  ///   - arguments: the folder with its data, and what else the script's usage says.
  /// - Throws: `PeerFailure` if the interpreter cannot be started.
  func start(_ script: String, importing package: String, _ arguments: [String]) throws -> Started {
    guard let interpreter else { return .absent("not run: TORCH_PYTHON is not set") }
    let question =
      "import importlib.util, sys; sys.exit(not importlib.util.find_spec('\(package)'))"
    let search = Process()
    search.executableURL = interpreter
    search.arguments = ["-c", question]
    search.standardInput = FileHandle.nullDevice
    do {
      try search.run()
    } catch {
      throw PeerFailure(
        peer: "TORCH_PYTHON", expected: "a Python interpreter", found: interpreter.path)
    }
    search.waitUntilExit()
    guard search.terminationStatus == 0 else { return .absent("not installed") }
    return .running(try Peer(script: script, arguments: arguments, interpreter: interpreter))
  }
}
