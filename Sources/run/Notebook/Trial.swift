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
  let drainsMainQueue = !is_main_thread()
  var status: Int32 = 0
  switch try_in_copy(files.errors, &status) {
  case 1:
    _ = throw_trace_install(files.throwTrace)
    InputFiles.tellAtOnce()
    if drainsMainQueue { MainQueue.keepAlive() }
    return true
  case 0:
    // Before the next trial writes its own.
    rename(plan.backtraceFile, files.backtrace)
    recorder.record(.tried(cell: cell, status: status, textOffset: recorder.textOffset))
    return false
  default:
    fatalError("cannot try cell \(cell + 1): \(String(cString: strerror(errno)))")
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

/// Ends the copy that ``_beginTrial(_:)`` made.
public func _endTrial(_ cell: Int) -> Never {
  Recorder.current.record(.passed(cell: cell))
  _exit(0)
}
