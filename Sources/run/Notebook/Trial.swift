import BookRecords
import CCellRuntime
import Dispatch
import Foundation

// The runner writes calls of these around code that is meant to fail, or that may.

/// Runs the code up to ``_endTrial(_:)`` in a copy of the program, so that nothing is lost if it
/// fails. Outside the book it does not run.
///
/// - Returns: `true` in the copy; `false` in the program, after the copy has ended.
public func _beginTrial(_ cell: Int) -> Bool {
  _beginCell(cell)
  let recorder = Recorder.current
  guard let plan = recorder.plan else { return false }
  let files = TrialFiles(folder: plan.trialFolder, cell: cell)
  guard let status = copyOfProgram(called: "cell \(cell + 1)", errors: files.errors) else {
    _ = throw_trace_install(files.throwTrace)
    InputFiles.tellAtOnce()
    return true
  }
  // Before the next trial writes its own.
  rename(plan.backtraceFile, files.backtrace)
  recorder.record(.tried(cell: cell, status: status, textOffset: recorder.textOffset))
  return false
}

/// Ends the copy that ``_beginTrial(_:)`` made.
public func _endTrial(_ cell: Int) -> Never {
  Recorder.current.record(.passed(cell: cell))
  _exit(0)
}

/// Goes on in a copy of the program, for which the program waits.
///
/// - Parameters:
///   - name: What is tried, for a message.
///   - errors: The file that is the copy's standard error.
/// - Returns: `nil` in the copy; in the program, what `waitpid` says of the copy's end.
func copyOfProgram(called name: String, errors: String) -> Int32? {
  let drainsMainQueue = !is_main_thread()
  var status: Int32 = 0
  switch try_in_copy(errors, &status) {
  case 1:
    if drainsMainQueue { MainQueue.keepAlive() }
    return nil
  case 0:
    return status
  default:
    fatalError("cannot try \(name): \(String(cString: strerror(errno)))")
  }
}

/// The queue of the main actor's tasks, in a copy of the program.
///
/// Code that awaits runs on a thread that Dispatch lends to this queue while something is in it. In a
/// copy there is no other thread to come back with, so there must always be something.
private enum MainQueue {
  static func keepAlive(since seen: UInt64 = 0) {
    DispatchQueue.main.async {
      var seen = seen
      wait_for_task(&seen)
      keepAlive(since: seen)
    }
  }
}
