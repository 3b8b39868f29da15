import Foundation

/// A program that runs in a process group of its own, with no input, its output in a file, and no
/// other file of this process open.
struct ChildProcess: Sendable {
  /// How a program ended.
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It was ended because `mayContinue` said so.
    case stopped

    /// Takes apart what `waitpid` says. Its macros are not visible from Swift.
    init(status: Int32) {
      let signal = status & 0x7f
      self = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
  }

  var executable: String
  var arguments: [String]
  var environment: [String: String]
  /// Receives what the program writes to standard output and standard error.
  var outputFile: URL
  /// Whether the program ends, with all that it started, as soon as this process does. What looks
  /// after that is a child of the shell, outside of the program.
  var endsWithThisProcess = false

  /// Runs the program to its end, and ends whatever it left behind.
  ///
  /// - Parameter mayContinue: Asked about every 10 ms; `false` kills the process group.
  /// - Throws: ``ProcessError`` if the program cannot be started.
  func run(while mayContinue: () -> Bool = { true }) async throws(ProcessError) -> Ending {
    let process = try start()
    var status: Int32 = 0
    var wasStopped = false
    while waitpid(process, &status, WNOHANG) == 0 {
      if !wasStopped && (!mayContinue() || Task.isCancelled) {
        kill(-process, SIGKILL)
        wasStopped = true
      }
      // A cancelled task would not sleep, but the killed process ends at once.
      try? await Task.sleep(for: .milliseconds(5))
    }
    kill(-process, SIGKILL)
    return wasStopped ? .stopped : Ending(status: status)
  }

  private func start() throws(ProcessError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, outputFile.path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    #if !os(macOS)
      for file in Self.inheritableFiles { posix_spawn_file_actions_addclose(&actions, file) }
    #endif
    if endsWithThisProcess {
      posix_spawn_file_actions_adddup2(&actions, Lifeline.descriptor, STDERR_FILENO + 1)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    #if os(macOS)
      let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
      let flags = POSIX_SPAWN_SETPGROUP
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)

    let command =
      (endsWithThisProcess ? ["/bin/sh", "-c", Lifeline.script, "sh"] : []) + [executable]
      + arguments
    let argv = command.map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }
    let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }

    var process: pid_t = 0
    let error = posix_spawn(&process, command[0], &actions, &attributes, argv, envp)
    guard error == 0 else {
      throw ProcessError(executable: executable, reason: String(cString: strerror(error)))
    }
    return process
  }

  #if !os(macOS)
    /// The files besides the standard ones that a program would get from this process, such as a
    /// lock that is held around the build.
    private static var inheritableFiles: [Int32] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
      return names.compactMap { Int32($0) }.filter { file in
        let flags = fcntl(file, F_GETFD)
        return file > STDERR_FILENO && flags >= 0 && flags & FD_CLOEXEC == 0
      }
    }
  #endif
}

/// How programs notice that this process has ended, even if it was killed: they hold the reading end
/// of a pipe into which nobody writes, and which ends with this process.
private enum Lifeline {
  static let descriptor: Int32 = {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends[0]
  }()

  /// Becomes the program that its arguments name, and kills its process group when the pipe ends.
  static let script = #"( { read -r end <&3; kill -KILL 0; } & ); exec "$@" 3<&-"#
}

/// A program that cannot be started.
public struct ProcessError: Error, CustomStringConvertible {
  public var executable: String
  public var reason: String

  public var description: String { "cannot start \(executable): \(reason)" }
}
