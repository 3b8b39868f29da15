import BookRecords
import CCellRuntime
import Foundation

// A downloaded chapter has these around the answers to its exercises.

/// Runs the code up to ``endAttempt()`` in a copy of the program, and says what it came to: a
/// wrong answer does not stop the chapter.
///
/// - Returns: `true` in the copy; `false` in the program, after the copy has ended.
public func beginAttempt(at exercise: String) -> Bool {
  // Makes the output unbuffered, so that a copy has nothing to print twice.
  _ = Recorder.current
  let errors = FileManager.default.temporaryDirectory
    .appendingPathComponent("attempt-\(UUID().uuidString)").path
  guard let status = copyOfProgram(called: "the exercise “\(exercise)”", errors: errors) else {
    // What the check says is enough: the runtime need not tell of the processor.
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    return true
  }
  defer { unlink(errors) }
  let words = LastWords((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")
  let reason = words.uncaughtError ?? words.fatalError
  switch status {
  case 0: print("exercise “\(exercise)”: passed")
  default: print("exercise “\(exercise)”: not yet" + (reason.map { ": \($0)" } ?? ""))
  }
  return false
}

/// Ends the copy that ``beginAttempt(at:)`` made.
public func endAttempt() -> Never {
  _exit(0)
}
