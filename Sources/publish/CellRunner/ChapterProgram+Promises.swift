import BookModel
import BookRecords
import Foundation

/// Cells that promise something other than to run to their end.
extension ChapterProgram {
  /// Adds the failures that pages show to what the cells left.
  ///
  /// - Returns: Every trial that did not end as it had to.
  func judgeTrials(of transcript: inout ChapterTranscript, folder: String) async
    -> ChapterFailure?
  {
    var problems: [Diagnostic] = []
    for trial in chapter.trials {
      guard let ending = transcript.trials[trial.cell.index] else { continue }
      let verdict = await TrialVerdict(
        trial, of: self, files: TrialFiles(folder: folder, cell: trial.cell.index),
        ending: ending)
      if let failure = verdict.failure { transcript.add(failure, to: trial.cell.index) }
      if let problem = verdict.problem { problems.append(problem) }
    }
    return problems.isEmpty ? nil : ChapterFailure(diagnostics: problems)
  }

  /// Compiles each cell whose `run` is `compile` or `compile-fail` behind the cells before it.
  ///
  /// - Returns: What the compiler said of those that must not compile, by the cell's index.
  /// - Throws: Every such cell that did otherwise.
  func compileUnrunCells(exports: [Cell], imports: [String]) async throws(ChapterFailure)
    -> [Int: FailureOutput]
  {
    var refusals: [Int: FailureOutput] = [:]
    var problems: [Diagnostic] = []
    for cell in chapter.cells where [.compile, .compileFail].contains(cell.options.run) {
      let tangled = TangledChapter(chapter, upTo: cell, exports: exports, imports: imports)
      let errors = try await compilerErrors(in: tangled)
      let (own, others) = errors.separated { $0.position.map(cell.holds) ?? false }
      guard cell.options.run == .compileFail else {
        problems += errors
        continue
      }
      problems += others
      if own.isEmpty, others.isEmpty {
        problems.append(
          Diagnostic(
            .error, "\(cell.name) compiles", at: cell.position,
            sourceLine: chapter.line(cell.position.line),
            hints: ["`run: compile-fail` promises that it does not"]))
      }
      refusals[cell.index] = FailureOutput(
        kind: .compileError,
        messages: own.map { cell.message($0.message, at: $0.position ?? cell.position) })
    }
    guard problems.isEmpty else { throw ChapterFailure(diagnostics: problems) }
    return refusals
  }

  /// What the compiler refuses. It goes as far as the checks of initialisation and control flow,
  /// and makes no code.
  private func compilerErrors(in tangled: TangledChapter) async throws(ChapterFailure)
    -> [Diagnostic]
  {
    let (ending, text) = try await compile(
      tangled, flags: ["-Onone", "-emit-sil", "-o", "/dev/null"])
    let messages = CompilerMessages(text, chapters: chapters)
    let errors = messages.diagnostics.filter { $0.severity == .error }
    if ending != .exited(0), errors.isEmpty {
      throw failure("a cell cannot be compiled: " + messages.reason(orElse: text))
    }
    return errors
  }
}

extension Sequence {
  /// The elements for which a condition holds, and the others.
  fileprivate func separated(by condition: (Element) -> Bool) -> (
    matching: [Element], others: [Element]
  ) {
    (filter(condition), filter { !condition($0) })
  }
}
