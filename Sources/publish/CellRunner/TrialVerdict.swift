import BookModel
import BookRecords
import Foundation

/// How a trial ended, held against how it had to.
struct TrialVerdict {
  let trial: Trial
  let chapter: Chapter
  /// The failure that the page shows; `nil` for a trial that came to its end.
  private(set) var failure: FailureOutput?
  /// Why the chapter cannot be published.
  private(set) var problem: Diagnostic?

  /// - Parameter ending: How the copy ended; `nil` if it came to the trial's end.
  init(
    _ trial: Trial, of program: ChapterProgram, files: TrialFiles, ending: ChildProcess.Ending?
  ) async {
    self.trial = trial
    chapter = program.chapter
    let words = LastWords(PrintedText(file: URL(fileURLWithPath: files.errors)).tail)
    switch ending {
    case .signalled where words.uncaughtError != nil:
      let crash = await program.crashReport(throwTrace: URL(fileURLWithPath: files.throwTrace))
      judge(.thrownError, text: words.uncaughtError ?? "", crash: crash)
    case .signalled(let signal):
      let crash = CrashReport(
        backtrace: URL(fileURLWithPath: files.backtrace), chapters: program.chapters)
      let text = words.fatalError ?? crash.reason ?? "the program was stopped by signal \(signal)"
      judge(.trap, text: text, crash: crash)
    case .exited(let status):
      problem = diagnostic(
        "\(name) ended the program with exit status \(status)", at: trial.cell.position)
    case nil, .stopped:
      guard trial.expected != .success, trial.expected != .any else { return }
      problem = diagnostic("\(name) did not fail", at: trial.cell.position, hints: [promise])
    }
  }

  private mutating func judge(_ kind: FailureOutput.Kind, text: String, crash: CrashReport) {
    let place = crash.positions.first { trial.cell.holds($0) } ?? trial.cell.position
    failure = FailureOutput(kind: kind, messages: [trial.cell.message(text, at: place)])
    let isExpected =
      switch trial.expected {
      case .trap: kind == .trap
      case .thrownError: kind == .thrownError
      case .failure, .any: true
      case .success: false
      }
    guard !isExpected else { return }
    let happened = kind == .trap ? "trapped: \(text)" : "threw an error: \(text)"
    let ownPlace = crash.positions.first { $0.file == chapter.file } ?? place
    problem = diagnostic("\(name) \(happened)", at: ownPlace, hints: [promise])
  }

  /// The cell or attempt that was tried.
  private var name: String {
    let exercise = trial.cell.options.exercise ?? ""
    return switch trial.cell.options.role {
    case .check: "the starter of the exercise `\(exercise)`"
    case .solution: "the solution of the exercise `\(exercise)`"
    case .wrong: "the wrong attempt at the exercise `\(exercise)`"
    case .exercise, nil: trial.cell.name
    }
  }

  /// What should have happened.
  private var promise: String {
    switch trial.expected {
    case .trap: "`run: trap` promises that it traps"
    case .thrownError: "`run: throws` promises that it throws an error"
    case .failure: "the check must refuse it"
    case .success: "it must pass the check"
    case .any: "it may pass the check or fail it"
    }
  }

  private func diagnostic(_ message: String, at place: SourcePosition, hints: [String] = [])
    -> Diagnostic
  {
    Diagnostic(
      .error, message, at: place, sourceLine: chapter.line(place.line), hints: hints)
  }
}

extension Cell {
  /// Whether a place is in this cell's code.
  func holds(_ place: SourcePosition) -> Bool {
    place.file == position.file && fence.contains(place.line) && place.line >= position.line
  }

  /// A message about a place, counted from the cell's own first line.
  func message(_ text: String, at place: SourcePosition) -> FailureOutput.Message {
    FailureOutput.Message(
      text: text, line: place.line - position.line,
      column: max(1, place.column - indentation))
  }

  /// Where a message's place stands in the chapter.
  func position(of message: FailureOutput.Message) -> SourcePosition {
    SourcePosition(
      file: position.file, line: position.line + message.line,
      column: message.column + indentation)
  }
}
