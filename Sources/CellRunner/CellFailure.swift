import BookModel
import Foundation

/// A cell that stopped its chapter's program, told as a problem in the chapter.
struct CellFailure {
  var chapter: Chapter
  /// The cell that ran.
  var cell: Int
  var ending: ChildProcess.Ending
  /// All that the program printed.
  var printed: String
  var crash: CrashReport
  /// What the runtime prints before the text of an error that nobody caught.
  var errorMark: String
  var missed: [String]

  var failure: ChapterFailure {
    let position = crash.position ?? chapter.cells[cell].position
    let source = position.file == chapter.file ? chapter.line(position.line) : nil
    return ChapterFailure(
      diagnostics: [
        Diagnostic(.error, message, at: position, sourceLine: source, hints: hints)
      ], missed: missed)
  }

  private var message: String {
    let name = chapter.cells[cell].name
    if let error = text(after: errorMark) { return "\(name) threw an error: \(error)" }
    switch ending {
    case .stopped:
      let limit = chapter.cells[cell].options.timeout
      let seconds = limit == limit.rounded() ? "\(Int(limit))" : "\(limit)"
      return "\(name) ran longer than its timeout of \(seconds) s"
    case .exited(let status):
      return "\(name) ended the program with exit status \(status)"
    case .signalled(let signal):
      let reason = text(after: "Fatal error: ") ?? crash.reason
      return "\(name) trapped" + (reason.map { ": \($0)" } ?? " (signal \(signal))")
    }
  }

  /// The last message after a mark, up to where the runtime starts to speak of its backtrace.
  private func text(after mark: String) -> String? {
    guard let start = printed.range(of: mark, options: .backwards)?.upperBound else { return nil }
    let message = printed[start...]
    let end = message.range(of: "\n\n*** ")?.lowerBound ?? message.endIndex
    let text = message[..<end].trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? nil : text
  }

  private var hints: [String] {
    var hints: [String] = []
    if ending == .stopped {
      hints.append("raise it with “//| timeout: 20m”, or let the cell do less")
      let lines = printed.split(separator: "\n").suffix(5)
      if !lines.isEmpty {
        hints.append("the last it printed: " + lines.joined(separator: " ⏎ "))
      }
    } else if case .exited = ending {
      hints.append("a cell must run to its end: the cells after it would be lost")
    }
    let later = chapter.cells.dropFirst(cell + 1).filter { $0.options.run == .true }.count
    if later > 0 {
      hints.append("\(later) cell\(later == 1 ? "" : "s") after it: not run")
    }
    return hints
  }
}
