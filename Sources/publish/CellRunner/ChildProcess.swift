import CSupervisor
import Foundation

/// A program that runs with no input, its output in a file, and no other file of this process open.
///
/// It begins with no signal blocked or ignored. All that it starts ends with it, and it ends with
/// this process, however that ends.
struct ChildProcess: Sendable {
  /// How a program ended.
  enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
    /// It was ended from here.
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

  /// Runs the program to its end, or for some time, or until the task is cancelled.
  ///
  /// - Throws: ``ProcessError`` if the program cannot be started.
  func run(for time: Duration? = nil) async throws(ProcessError) -> Ending {
    let program = try start()
    let timer = time.map { time in
      Task {
        try await Task.sleep(for: time)
        program.stop()
      }
    }
    defer { timer?.cancel() }
    return try await withTaskCancellationHandler {
      await program.result()
    } onCancel: {
      program.stop()
    }.get()
  }

  /// - Throws: ``ProcessError`` if there can be no process; one that cannot become the program says
  ///   so as its result.
  func start() throws(ProcessError) -> RunningProgram {
    let output = open(
      outputFile.path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw error(errno) }
    defer { close(output) }
    let argv = ([executable] + arguments).map { strdup($0) } + [nil]
    let variables = environment.sorted { $0.key < $1.key }
    let envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var program = supervised_program()
    let code = start_supervised(executable, argv, envp, output, &program)
    guard code == 0 else { throw error(code) }
    return RunningProgram(program, failure: error)
  }

  @Sendable private func error(_ code: Int32) -> ProcessError {
    ProcessError(executable: executable, reason: String(cString: strerror(code)))
  }
}

/// A program that cannot be started.
public struct ProcessError: Error, CustomStringConvertible {
  public var executable: String
  public var reason: String

  public init(executable: String, reason: String) {
    self.executable = executable
    self.reason = reason
  }

  public var description: String { "cannot start \(executable): \(reason)" }
}
