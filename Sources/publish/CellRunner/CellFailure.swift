import BookModel
import BookRecords
import Foundation

/// A cell that stopped its chapter's program, told as a problem in the chapter.
struct CellFailure {
  var chapter: Chapter
  /// All chapters: the place may be an exported declaration of another one.
  var chapters: [Chapter]
  /// The cell that ran; `nil` before the first one.
  var cell: Cell?
  var ending: ChildProcess.Ending
  /// Why the runner ended the program, if it did.
  var stop: CellWatch.Stop?
  /// How much memory the program could use, in bytes.
  var memoryLimit: Int
  /// All that the program printed.
  var printed: String
  var crash: CrashReport
  var missed: [String]

  var failure: ChapterFailure {
    let source = chapters.first { $0.file == position.file }
    return ChapterFailure(
      diagnostics: [
        Diagnostic(
          .error, message, at: position, sourceLine: source?.line(position.line), hints: hints)
      ], cell: cell?.index, missed: missed)
  }

  private var position: SourcePosition {
    crash.positions.first ?? cell?.position ?? chapter.inlineExpressions.first?.position
      ?? SourcePosition(file: chapter.file, line: 1)
  }

  /// The failed cell, with its chapter where the failure is shown in another one.
  private var name: String {
    let name = cell?.name ?? "an inline value"
    return position.file == chapter.file ? name : "\(name) of \(chapter.file)"
  }

  private var message: String {
    let words = LastWords(printed)
    if let error = words.uncaughtError { return "\(name) threw an error: \(error)" }
    if isOutOfMemory { return "\(name) ran out of memory: it may use \(Self.text(memoryLimit))" }
    switch ending {
    case .stopped where stop == .endlessText:
      return "\(name) was ended because it prints without end"
    case .stopped:
      let limit = (cell?.options ?? CellOptions()).timeout
      return "\(name) ran longer than its timeout of \(String(format: "%.15g", limit)) s"
    case .exited(let status):
      return "\(name) ended the program with exit status \(status)"
    case .signalled(SIGKILL):
      return "\(name) was killed from outside, perhaps because the machine ran out of memory"
    case .signalled(let signal):
      if let reason = words.fatalError ?? crash.reason { return "\(name) trapped: \(reason)" }
      let isTrap = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP].contains(signal)
      return "\(name) \(isTrap ? "trapped" : "was ended") (signal \(signal))"
    }
  }

  /// What the Swift runtime and C++ say when they get no memory.
  private var isOutOfMemory: Bool {
    guard case .signalled = ending else { return false }
    return ["failed to allocate", "Could not allocate memory", "std::bad_alloc"]
      .contains { LastWords(printed).fatalError?.contains($0) ?? printed.contains($0) }
  }

  private static func text(_ bytes: Int) -> String {
    String(format: "%.1f GB", Double(bytes) / 1e9)
  }

  private var hints: [String] {
    var hints: [String] = []
    if position.file != chapter.file,
      let call = crash.positions.first(where: { $0.file == chapter.file })
    {
      hints.append("called at \(call.file):\(call.line):\(call.column)")
    }
    if ending == .stopped {
      if stop == .timeout {
        hints.append("raise it with “//| timeout: 20m”, or let the cell do less")
      }
      let lines = printed.split(separator: "\n").suffix(5).map { $0.prefix(200) }
      if !lines.isEmpty {
        hints.append("the last it printed: " + lines.joined(separator: " ⏎ "))
      }
    } else if isOutOfMemory {
      hints.append("“--memory” sets another limit")
    } else if case .exited = ending {
      hints.append("a cell must run to its end: the cells after it would be lost")
    }
    let later = chapter.cells.dropFirst((cell?.index ?? -1) + 1).filter(\.runsInPlace).map(\.name)
    if !later.isEmpty {
      hints.append("not run because of it: " + later.joined(separator: ", "))
    }
    return hints
  }
}
