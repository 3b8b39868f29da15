import Errors
import Files
import Foundation
import Synchronization

/// The program's standard output, which remembers whether everything arrived there.
public enum StandardOutput {
  private struct State {
    /// Whether the program was started without one.
    var isMissing = false
    /// The system's number of the first error, or 0.
    var failure: Int32 = 0
  }

  private static let state = Mutex(State())

  /// Makes writing to a pipe that nobody reads an error like others, and sees to it that results
  /// go nowhere if the program was started without a standard output: the first file that it opens
  /// would take that place.
  ///
  /// Programs that this one starts get the signal as usual, since it is handled, not ignored.
  static func prepare() {
    signal(SIGPIPE) { _ in }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      var status = stat()
      if fstat(descriptor, &status) != 0 {
        // Reading is not what is done with outputs, and so fails as before.
        _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      } else if status.st_mode & S_IFMT != 0 {
        continue
      }
      // Nothing, or something of the system's own, such as a timer, that came first.
      if descriptor == STDOUT_FILENO { state.withLock { $0.isMissing = true } }
    }
  }

  /// Writes text; after the first failure nothing more.
  static func write(_ text: String) {
    state.withLock { state in
      guard state.failure == 0 else { return }
      state.failure =
        state.isMissing ? EBADF : writeAll(Data(text.utf8), to: STDOUT_FILENO)
    }
  }

  /// Whether results are lost.
  public static var isLost: Bool { state.withLock { $0.failure != 0 } }

  /// What stood in the way; `nil` as well if the reader of a pipe, such as `head`, has left, since
  /// that is no surprise to anybody.
  static var error: InputError? {
    let code = state.withLock { $0.failure }
    guard code != 0, code != EPIPE else { return nil }
    return InputError(
      system: code, place: "standard output", expected: "a place for the results")
  }
}
