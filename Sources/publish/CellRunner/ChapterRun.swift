import BookModel
import BookRecords
import Errors
import Files
import Foundation

/// One chapter's way to its result: taken from an earlier run, or compiled and run.
struct ChapterRun {
  /// What a chapter came to.
  struct Outcome {
    /// `nil` if the run was interrupted.
    var output: RunChapter?
    var diagnostics: [Diagnostic] = []
    var failure: ChapterFailure?
    /// The checkpoints that it keeps for later chapters.
    var checkpoints: [String: ResultStore.Entry.Checkpoint] = [:]
    /// The keys of what its cells asked for.
    var inputs: [String] = []
  }

  let chapter: Chapter
  let readability: Readability
  let book: Book
  /// The cells of earlier chapters whose declarations this one sees.
  let exports: [Cell]
  let keys: ChapterKeys
  let toolchain: Toolchain
  let store: ResultStore
  let states: InputStates
  let schedule: Schedule
  let options: RunOptions
  /// The variables that cells see.
  let environment: [String: String]
  /// A folder for this run alone.
  let workFolder: URL
  let report: @Sendable (RunProgress) -> Void

  private var index: Int { chapter.number - 1 }

  func outcome() async -> Outcome {
    var outcome = Outcome()
    let entry: ResultStore.Entry?
    if readability != .whole {
      outcome.failure = ChapterFailure(diagnostics: await compilerProblems())
      entry = nil
    } else if let kept = await keptEntry(&outcome.diagnostics) {
      report(.reused(chapter: chapter.file))
      entry = kept
    } else {
      entry = await newEntry(&outcome)
    }
    var kept: [String: Schedule.Kept] = [:]
    if let entry {
      store.use(entry, for: keys.chapter, of: chapter.slug)
      outcome.output = RunChapter(
        result: entry.result, figureFolder: store.figureFolder(of: keys.chapter),
        filesRead: filesOfBook(readBy: entry))
      outcome.diagnostics += chapter.brokenExpectations(in: entry.result)
      outcome.diagnostics += chapter.solvedExercises(in: entry.result)
      outcome.checkpoints = entry.checkpoints
      outcome.inputs = Array(entry.inputs.keys)
      kept = entry.checkpoints.mapValues {
        Schedule.Kept(file: store.url(of: $0), digest: $0.digest)
      }
    }
    let hasFailed = outcome.diagnostics.contains { $0.severity == .error }
    if hasFailed || outcome.failure != nil, options.stopsAtFirstFailure { schedule.stop() }
    schedule.finish(index, keeping: kept)
    return outcome
  }

  /// The files in the book's folder that belong to a result: those that its program opened, and
  /// those that its cells name.
  private func filesOfBook(readBy entry: ResultStore.Entry) -> [String] {
    let opened = entry.inputs.keys.compactMap(ObservedInput.init(key:)).filter {
      $0.use == .contents
    }
    return Set(opened.map(\.path) + chapter.cells.flatMap(\.options.inputs)).filter { path in
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      return !parts.contains { $0.isEmpty || $0.hasPrefix(".") }
    }.sorted()
  }

  // MARK: An earlier result

  private func keptEntry(_ diagnostics: inout [Diagnostic]) async -> ResultStore.Entry? {
    switch store.entry(for: keys.chapter) {
    case .absent:
      return nil
    case .damaged(let file):
      diagnostics.append(
        warning("the kept result was damaged (\(file)) and is made again"))
      return nil
    case .found(let entry):
      guard states.hold(entry.inputs) else { return nil }
      // What is restored is known when earlier chapters have finished.
      if !entry.restored.isEmpty { schedule.stepAside(index) }
      for (name, digest) in entry.restored {
        guard case .kept(let kept)? = await answer(name), kept.digest == digest else { return nil }
      }
      return entry
    }
  }

  /// Where a checkpoint of an earlier chapter is, as soon as that is known.
  private func answer(_ name: String) async -> Schedule.Answer? {
    await schedule.wait { schedule.answer(name, before: index) }
  }

  // MARK: A new result

  /// What the compiler says of a chapter that does not run.
  private func compilerProblems() async -> [Diagnostic] {
    guard readability == .onlyCode else { return [] }
    let place: Void? = await schedule.wait { schedule.takePlace(for: index) ? () : nil }
    guard place != nil else { return [] }
    defer { schedule.leavePlace() }
    do throws(ChapterFailure) {
      return try await program.typeCheck(exports: exports, imports: book.settings.imports)
    } catch {
      return schedule.isStopped ? [] : error.diagnostics
    }
  }

  private var program: ChapterProgram {
    ChapterProgram(
      chapter: chapter, chapters: book.chapters, toolchain: toolchain, workFolder: workFolder,
      environment: environment, report: report)
  }

  private func newEntry(_ outcome: inout Outcome) async -> ResultStore.Entry? {
    let place: Void? = await schedule.wait { schedule.takePlace(for: index) ? () : nil }
    guard place != nil else { return nil }
    defer { schedule.leavePlace() }
    guard !schedule.isStopped else { return nil }
    let start = ContinuousClock.now
    var transcript: ChapterTranscript?
    do throws(ChapterFailure) {
      let run = try await run(&outcome.diagnostics)
      transcript = run.transcript
      if let failure = run.failure { throw failure }
      let entry = try keep(run, &outcome.diagnostics)
      report(
        .finished(
          chapter: chapter.file, seconds: (ContinuousClock.now - start) / .seconds(1),
          cells: run.times))
      return entry
    } catch {
      // What an interruption cut short has not failed.
      if !schedule.isStopped { fail(error, transcript, &outcome) }
      return nil
    }
  }

  private func run(
    _ warnings: inout [Diagnostic]
  ) async throws(ChapterFailure) -> ChapterProgram.Run {
    let program = program
    let plan = CellPlan(
      places: CellPlan.Places(
        workingDirectory: book.folder.path, workFolder: workFolder.path,
        checkpointFolder: store.checkpointFolder.path),
      cells: keys.cells, memoryLimit: options.memoryLimit, figureForms: options.figureForms)
    report(.compiling(chapter: chapter.file))
    warnings += try await program.compile(exports: exports, imports: book.settings.imports)
    let early = try await program.earlyUses(exports: exports, imports: book.settings.imports)
    guard early.isEmpty else { throw ChapterFailure(diagnostics: early) }
    let refusals = try await program.compileUnrunCells(
      exports: exports, imports: book.settings.imports)
    var run = try await program.run(plan, schedule: schedule)
    for (cell, refusal) in refusals { run.transcript.add(refusal, to: cell) }
    return run
  }

  /// Keeps a result for later runs.
  private func keep(
    _ run: ChapterProgram.Run, _ warnings: inout [Diagnostic]
  ) throws(ChapterFailure) -> ResultStore.Entry {
    let transcript = run.transcript
    for name in transcript.damaged {
      warnings.append(warning("the checkpoint “\(name)” was damaged and is made again"))
    }
    for (key, state) in transcript.inputs.sorted(by: { $0.key < $1.key })
    where state == InputState.changing {
      let path = ObservedInput(key: key)?.path ?? key
      warnings.append(
        warning("\(path) changed while the chapter ran, which will run again the next time"))
    }
    do {
      let entry = ResultStore.Entry(
        parts: keys.parts, result: transcript.result,
        checkpoints: try store.checkpoints(of: transcript),
        restored: run.given.filter { transcript.restored.contains($0.key) },
        inputs: transcript.inputs)
      try store.store(
        entry, figures: workFolder.appendingPathComponent("figures"), for: keys.chapter)
      return entry
    } catch {
      throw ChapterFailure(diagnostics: [
        Diagnostic(
          .error,
          "cannot keep the results: "
            + "\(InputError(error, place: store.folder.path, expected: "files of results"))",
          at: SourcePosition(file: chapter.file, line: 1))
      ])
    }
  }

  private func fail(
    _ failure: ChapterFailure, _ transcript: ChapterTranscript?, _ outcome: inout Outcome
  ) {
    report(.failed(chapter: chapter.file))
    outcome.failure = failure
    outcome.output = RunChapter(
      result: chapter.result(of: failure, transcript),
      figureFolder: workFolder.appendingPathComponent("figures"))
    outcome.inputs = transcript.map { Array($0.inputs.keys) } ?? []
  }

  private func warning(_ message: String) -> Diagnostic {
    Diagnostic(.warning, message, at: SourcePosition(file: chapter.file, line: 1))
  }
}
