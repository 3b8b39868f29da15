public import BookModel
public import CellRecords
public import Foundation

/// Runs the cells of a book's chapters, or takes their results from an earlier run.
public struct BookRunner: Sendable {
  /// A chapter's results and the folder with the PNG files of its figures.
  public struct Output: Sendable {
    public var result: ChapterResult
    public var figureFolder: URL
  }

  /// What running a book gave.
  public struct Run: Sendable {
    /// The output of each chapter in order; `nil` for one that failed or was not run.
    public var outputs: [Output?]
    /// Every problem of every chapter.
    public var diagnostics: [Diagnostic]
  }

  private let book: Book
  private let toolchain: Toolchain
  private let store: ResultStore
  private let checkpointFolder: URL
  private let workFolder: URL
  private let environment: [String: String]
  private let report: @Sendable (RunProgress) -> Void

  /// - Parameters:
  ///   - cacheFolder: Where results are kept from run to run.
  ///   - environment: The variables from which those that the book names are passed to cells.
  ///   - report: Is told what the runner is at.
  /// - Throws: An error of the file system if the cache folder cannot be made.
  public init(
    book: Book, toolchain: Toolchain, cacheFolder: URL,
    environment: [String: String] = ProcessInfo.processInfo.environment,
    report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws {
    self.book = book
    self.toolchain = toolchain
    self.environment = environment
    self.report = report
    store = try ResultStore(folder: cacheFolder.appendingPathComponent("results"))
    checkpointFolder = cacheFolder.appendingPathComponent("checkpoints")
    workFolder = cacheFolder.appendingPathComponent("work")
    for folder in [checkpointFolder, workFolder] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  /// Runs every chapter whose result is not at hand; a failed chapter does not stop the others.
  public func run() async -> Run {
    let inputs = InputDigest(environment: environment, folder: book.folder)
    var run = Run(outputs: [], diagnostics: [])
    var exports: [Cell] = []
    var checkpoints: [String: String] = [:]
    var failed: [Chapter] = []
    for chapter in book.chapters where !Task.isCancelled {
      let keys = ChapterKeys(
        chapter, exports: exports, settings: book.settings, toolchain: toolchain, inputs: inputs)
      do {
        let entry = try await entry(
          of: chapter, keys: keys, exports: exports, checkpoints: checkpoints,
          warnings: &run.diagnostics)
        checkpoints.merge(entry.checkpoints) { $1 }
        run.diagnostics += chapter.unexpectedFailures(in: entry.result)
        run.outputs.append(
          Output(result: entry.result, figureFolder: store.figureFolder(of: keys.chapter)))
      } catch {
        // What an interruption cut short has not failed.
        if Task.isCancelled { break }
        report(.failed(chapter: chapter.file))
        run.outputs.append(nil)
        run.diagnostics += Self.explain(error, in: chapter, after: failed)
        failed.append(chapter)
      }
      exports += chapter.exportedCells
    }
    // A mistake in an exported declaration is found once for every chapter that sees it.
    var seen = Set<Diagnostic>()
    run.diagnostics = run.diagnostics.filter { seen.insert($0).inserted }
    return run
  }

  /// A chapter that only lacks what a failed chapter should have made says so.
  private static func explain(
    _ failure: ChapterFailure, in chapter: Chapter, after failed: [Chapter]
  ) -> [Diagnostic] {
    guard let missed = failure.missed.first, let culprit = failed.last else {
      return failure.diagnostics
    }
    return [
      Diagnostic(
        .error, "not run to its end: it restores “\(missed)”, and \(culprit.file) failed",
        at: failure.diagnostics.first?.position ?? SourcePosition(file: chapter.file, line: 1),
        sourceLine: failure.diagnostics.first?.sourceLine)
    ]
  }

  private func entry(
    of chapter: Chapter, keys: ChapterKeys, exports: [Cell], checkpoints: [String: String],
    warnings: inout [Diagnostic]
  ) async throws(ChapterFailure) -> ResultStore.Entry {
    func digest(_ name: String) -> String? {
      checkpoints[name].flatMap { try? Digest.of(file: URL(fileURLWithPath: $0)) }
    }
    let kept = store.entry(for: keys.chapter) { entry in
      entry.restored.allSatisfy { digest($0.key) == $0.value }
    }
    if let kept {
      report(.reused(chapter: chapter.file))
      return kept
    }

    let start = ContinuousClock.now
    let work = workFolder.appendingPathComponent("\(chapter.slug)-\(UUID().uuidString)")
    let figures = work.appendingPathComponent("figures")
    let trials = work.appendingPathComponent("trials")
    defer { try? FileManager.default.removeItem(at: work) }
    do {
      for folder in [figures, trials] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      let program = ChapterProgram(
        chapter: chapter, chapters: book.chapters, toolchain: toolchain, workFolder: work,
        environment: cellEnvironment, report: report)
      report(.compiling(chapter: chapter.file))
      warnings += try await program.compile(exports: exports, imports: book.settings.imports)
      let refusals = try await program.compileUnrunCells(
        exports: exports, imports: book.settings.imports)
      var transcript = try await program.run(
        CellPlan(
          workingDirectory: book.folder.path,
          eventFile: work.appendingPathComponent("events.jsonl").path, figureFolder: figures.path,
          throwTraceFile: work.appendingPathComponent("throw-trace").path,
          backtraceFile: work.appendingPathComponent("backtrace.json").path,
          trialFolder: trials.path,
          checkpointFolder: checkpointFolder.path, cellKeys: keys.cells,
          cellSources: keys.sources,
          cellNames: chapter.cells.map { $0.options.label ?? "cell-\($0.index + 1)" },
          restorable: checkpoints))
      for (cell, refusal) in refusals { transcript.add(refusal, to: cell) }
      let entry = ResultStore.Entry(
        result: transcript.result, checkpoints: transcript.checkpoints,
        restored: Dictionary(
          uniqueKeysWithValues: transcript.restored.map { ($0, digest($0) ?? "") }))
      try store.store(entry, figures: figures, for: keys.chapter)
      report(.finished(chapter: chapter.file, seconds: (ContinuousClock.now - start) / .seconds(1)))
      return entry
    } catch let failure as ChapterFailure {
      throw failure
    } catch {
      throw ChapterFailure(diagnostics: [
        Diagnostic(
          .error, "cannot keep the results: \(error.localizedDescription)",
          at: SourcePosition(file: chapter.file, line: 1))
      ])
    }
  }

  /// What cells see of the environment: enough to find programs and folders, a fixed language and
  /// time zone, the same order of dictionaries in each run, and the variables that the book names.
  private var cellEnvironment: [String: String] {
    let named = Set(["PATH", "HOME", "TMPDIR"] + book.settings.environment)
    return environment.filter { named.contains($0.key) }.merging(
      ["LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_DETERMINISTIC_HASHING": "1"],
      uniquingKeysWith: { $1 })
  }
}
