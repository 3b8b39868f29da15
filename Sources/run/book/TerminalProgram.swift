import CellRunner
import Dispatch
import Foundation

/// A program that takes this one's place at the terminal: it has its input and output, and Ctrl-C
/// is for it.
///
/// Foundation's `Process` would put it into a process group of its own, which may not read from a
/// terminal and which Ctrl-C does not reach, and with signals blocked.
struct TerminalProgram {
  var executable: String
  var environment: [String: String]

  /// Runs the program to its end.
  ///
  /// - Returns: Its exit status; as in a shell, 128 and the signal's number if a signal ended it.
  /// - Throws: ``ProcessError`` if it cannot be started.
  func run() throws(ProcessError) -> Int32 {
    // This program waits and then tidies up.
    signal(SIGINT) { _ in }
    let program = try start()
    let sources = [SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { kill(program, number) }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    var status: Int32 = 0
    while waitpid(program, &status, 0) < 0, errno == EINTR {}
    let lastSignal = status & 0x7f
    return lastSignal == 0 ? (status >> 8) & 0xff : 128 + lastSignal
  }

  private func start() throws(ProcessError) -> pid_t {
    #if os(macOS)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (blocked, handled) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigemptyset(&handled)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&handled, number) }
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setsigdefault(&attributes, &handled)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let argv = [strdup(executable), nil]
    let envp =
      environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var program: pid_t = 0
    let code = posix_spawn(&program, executable, nil, &attributes, argv, envp)
    guard code == 0 else {
      throw ProcessError(executable: executable, reason: String(cString: strerror(code)))
    }
    return program
  }
}
