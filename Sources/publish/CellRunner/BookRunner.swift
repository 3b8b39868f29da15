public import BookModel
public import BookRecords
public import Foundation

/// Runs the cells of a book's chapters, or takes their results from an earlier run.
public struct BookRunner: Sendable {
  /// What running a book gave.
  public struct Run: Sendable {
    /// The output of each chapter in order: of a failed one what there is of it, and `nil` for one
    /// that was not run, or not to its end because of an interruption.
    public var outputs: [RunChapter?]
    /// Every problem of every chapter.
    public var diagnostics: [Diagnostic]
    /// The paths of the files and folders that the book declares as its inputs.
    public var inputs: Set<String>
    /// The paths of the files and folders that cells have read or missed.
    public var pathsRead: Set<String>
    /// The paths at which cells have only looked whether something is there.
    public var pathsSeen: Set<String>
  }

  let book: Book
  private let problems: [Diagnostic]
  let toolchain: Toolchain
  let store: ResultStore
  private let workFolder: URL
  private let environment: [String: String]
  private let options: RunOptions
  private let report: @Sendable (RunProgress) -> Void

  /// - Parameters:
  ///   - problems: What is wrong with the book. A chapter with an error in a cell is compiled, since
  ///     that may show more, but does not run.
  ///   - cacheFolder: Where results are kept from run to run. Only one run may use it at a time.
  ///   - environment: The variables from which those that the book names are passed to cells.
  ///   - report: Is told what the runner is at.
  /// - Throws: `InputError` if the cache folder cannot be made.
  public init(
    book: Book, problems: [Diagnostic] = [], toolchain: Toolchain, cacheFolder: URL,
    options: RunOptions = RunOptions(),
    environment: [String: String] = ProcessInfo.processInfo.environment,
    report: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws {
    self.book = book
    self.problems = problems
    self.toolchain = toolchain
    self.environment = environment
    self.options = options
    self.report = report
    store = try ResultStore(cacheFolder: cacheFolder)
    workFolder = cacheFolder.appendingPathComponent("work")
  }

  /// Runs every chapter whose result is not at hand, those side by side that do not wait for each
  /// other; a failed chapter does not stop the others. The results do not depend on which chapter
  /// is the faster.
  public func run() async -> Run {
    // What is there was left by a run that was killed, or shown by the run before.
    try? FileManager.default.removeItem(at: workFolder)
    let start = Date()
    let schedule = Schedule(jobs: options.jobs, chapters: book.chapters.count)
    let runs = chapterRuns(schedule)
    let outcomes = await withTaskGroup { group in
      for run in runs {
        group.addTask { (run.chapter.number - 1, await run.outcome()) }
      }
      var outcomes = [ChapterRun.Outcome](repeating: ChapterRun.Outcome(), count: runs.count)
      for await (index, outcome) in group { outcomes[index] = outcome }
      return outcomes
    }
    store.prune(to: options.cacheLimit, keepingUsedSince: start)
    var diagnostics: [Diagnostic] = []
    var failed: [Chapter] = []
    for (chapter, outcome) in zip(book.chapters, outcomes) {
      diagnostics += outcome.diagnostics
      guard let failure = outcome.failure else { continue }
      diagnostics += Self.explain(failure, in: chapter, after: failed)
      failed.append(chapter)
    }
    diagnostics += ambiguousCheckpoints(outcomes)
    // A mistake in an exported declaration is found once for every chapter that sees it.
    var seen = Set<Diagnostic>()
    diagnostics = diagnostics.filter { seen.insert($0).inserted }
    let observed = outcomes.flatMap(\.inputs).compactMap(ObservedInput.init(key:))
    func paths(_ isWanted: (ObservedInput) -> Bool) -> Set<String> {
      Set(
        observed.filter(isWanted).map {
          URL(fileURLWithPath: $0.path, relativeTo: book.folder).path
        })
    }
    return Run(
      outputs: outcomes.map(\.output), diagnostics: diagnostics, inputs: declaredInputs,
      pathsRead: paths { $0.use == .contents }, pathsSeen: paths { $0.use != .contents })
  }

  private var declaredInputs: Set<String> {
    let inputs = InputDigest(
      environment: environment, folder: book.folder, states: InputStates(folder: book.folder))
    let declared = book.chapters.flatMap(\.cells).flatMap(\.options.inputs) + book.settings.inputs
    return Set(declared.compactMap(inputs.resolve).map(\.path))
  }

  /// The keys of each chapter and what it needs to run.
  private func chapterRuns(_ schedule: Schedule) -> [ChapterRun] {
    let states = InputStates(folder: book.folder)
    let keys = chapterKeys(states)
    return book.chapters.map { chapter in
      ChapterRun(
        chapter: chapter, readability: chapter.readability(with: problems), book: book,
        exports: exports(before: chapter),
        keys: keys[chapter.number - 1], toolchain: toolchain, store: store, states: states,
        schedule: schedule, options: options, environment: cellEnvironment,
        workFolder: workFolder.appendingPathComponent("chapter-\(chapter.number)"), report: report)
    }
  }

  func chapterKeys(_ states: InputStates) -> [ChapterKeys] {
    let inputs = InputDigest(environment: environment, folder: book.folder, states: states)
    return book.chapters.map { chapter in
      ChapterKeys(
        chapter, exports: exports(before: chapter), settings: book.settings, toolchain: toolchain,
        inputs: inputs, figureForms: options.figureForms)
    }
  }

  private func exports(before chapter: Chapter) -> [Cell] {
    book.chapters.prefix(chapter.number - 1).flatMap(\.exportedCells)
  }

  // MARK: Problems

  /// A chapter that only lacks what a failed chapter should have made says so.
  private static func explain(
    _ failure: ChapterFailure, in chapter: Chapter, after failed: [Chapter]
  ) -> [Diagnostic] {
    guard let missed = failure.missed.first,
      let culprit = failed.last(where: { $0.mentions(missed) }) ?? failed.last
    else { return failure.diagnostics }
    let first = failure.diagnostics.first
    return [
      Diagnostic(
        .error, "not run to its end: it restores “\(missed)”, and \(culprit.file) has errors",
        at: first?.position ?? SourcePosition(file: chapter.file, line: 1),
        sourceLine: first?.sourceLine, hints: first?.hints ?? [])
    ]
  }

  /// Checkpoints of which nobody could say which one a later chapter restores.
  private func ambiguousCheckpoints(_ outcomes: [ChapterRun.Outcome]) -> [Diagnostic] {
    var owners: [String: Chapter] = [:]
    var problems: [Diagnostic] = []
    for (chapter, outcome) in zip(book.chapters, outcomes) {
      for (name, checkpoint) in outcome.checkpoints.sorted(by: { $0.key < $1.key }) {
        guard let owner = owners[name] else {
          owners[name] = chapter
          continue
        }
        let cell = chapter.cells[checkpoint.cell]
        problems.append(
          Diagnostic(
            .error, "\(owner.file) keeps a checkpoint “\(name)” too", at: cell.position,
            sourceLine: chapter.line(cell.position.line),
            hints: ["the names of checkpoints are unique in the book"]))
      }
    }
    return problems
  }

  /// What cells see of the environment: enough to find programs and folders, a fixed language and
  /// time zone, the same order of dictionaries in each run, and the variables that the book names.
  private var cellEnvironment: [String: String] {
    let named = Set(["PATH", "HOME", "TMPDIR"] + book.settings.environment)
    var seen = environment.filter { named.contains($0.key) }
    // Cells run in another folder. One for temporary files that is none is better not named.
    if let folder = seen["TMPDIR"] {
      let place = URL(fileURLWithPath: folder, isDirectory: true)
      seen["TMPDIR"] = place.isWritableFolder ? place.path : nil
    }
    return seen.merging(
      ["LANG": "C.UTF-8", "TZ": "UTC", "SWIFT_DETERMINISTIC_HASHING": "1"],
      uniquingKeysWith: { $1 })
  }
}

extension Chapter {
  /// Whether the name of a checkpoint is in its code.
  fileprivate func mentions(_ checkpoint: String) -> Bool {
    cells.contains { $0.code.contains("\"\(checkpoint)\"") }
  }
}
