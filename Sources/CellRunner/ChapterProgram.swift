import BookModel
import CellRecords
import Foundation

/// One chapter as a program: compiled, run, and its traces read.
struct ChapterProgram {
  let chapter: Chapter
  /// All chapters: messages may be about the exported declarations of another.
  let chapters: [Chapter]
  let toolchain: Toolchain
  /// A folder for this run alone.
  let workFolder: URL
  /// The variables that cells see.
  let environment: [String: String]
  let report: @Sendable (RunProgress) -> Void

  private var executable: URL { workFolder.appendingPathComponent("chapter") }

  /// Compiles the chapter.
  ///
  /// - Returns: The compiler's warnings.
  func compile(exports: [Cell], imports: [String]) async throws(ChapterFailure) -> [Diagnostic] {
    try await compile(exports: exports, imports: imports, flags: ["-o", executable.path])
  }

  /// Compiles the chapter only so far as to see whether it compiles.
  ///
  /// - Returns: The compiler's warnings.
  func typeCheck(exports: [Cell], imports: [String]) async throws(ChapterFailure) -> [Diagnostic] {
    try await compile(exports: exports, imports: imports, flags: ["-typecheck"])
  }

  private func compile(exports: [Cell], imports: [String], flags: [String])
    async throws(ChapterFailure) -> [Diagnostic]
  {
    let tangled = TangledChapter(chapter, exports: exports, imports: imports)
    let (ending, text) = try await compile(tangled, flags: flags)
    let messages = CompilerMessages(text, chapters: chapters)
    guard ending == .exited(0) else {
      if messages.diagnostics.contains(where: { $0.severity == .error }) {
        throw ChapterFailure(diagnostics: messages.diagnostics)
      }
      throw failure("the chapter does not compile: " + messages.reason(orElse: text))
    }
    return messages.diagnostics
  }

  /// Starts the compiler with flags besides those for every chapter.
  ///
  /// - Returns: How it ended, and what it printed.
  func compile(_ tangled: TangledChapter, flags: [String]) async throws(ChapterFailure)
    -> (ChildProcess.Ending, String)
  {
    let main = workFolder.appendingPathComponent("main.swift")
    let declarations = workFolder.appendingPathComponent("exports.swift")
    let output = workFolder.appendingPathComponent("compiler.txt")
    do {
      try tangled.main.write(to: main, atomically: false, encoding: .utf8)
      try tangled.exports.write(to: declarations, atomically: false, encoding: .utf8)
      return try await toolchain.compile([main, declarations], flags: flags, output: output)
    } catch {
      throw failure("\(error)")
    }
  }

  /// Runs the compiled chapter.
  ///
  /// - Parameter plan: Where the program finds its folders and leaves its events.
  func run(_ plan: CellPlan) async throws(ChapterFailure) -> ChapterTranscript {
    let planFile = workFolder.appendingPathComponent("plan.json")
    let textFile = workFolder.appendingPathComponent("text.txt")
    let backtrace = workFolder.appendingPathComponent("backtrace.json")
    var watch = CellWatch(
      chapter: chapter, log: EventLog(file: URL(fileURLWithPath: plan.eventFile)), report: report)
    let ending: ChildProcess.Ending
    let text: Data
    do {
      try JSONEncoder().encode(plan).write(to: planFile)
      ending = try await ChildProcess(
        executable: executable.path, arguments: [],
        environment: environment.merging(
          [
            CellPlan.environmentKey: planFile.path,
            "SWIFT_BACKTRACE": "enable=yes,format=json,output-to=\(backtrace.path),interactive=no,"
              + "color=no,threads=crashed,images=none,registers=none",
          ], uniquingKeysWith: { $1 }),
        outputFile: textFile
      ).run { watch.mayContinue() }
      text = try Data(contentsOf: textFile)
    } catch {
      throw failure("\(error)")
    }
    watch.log.update()
    var transcript = ChapterTranscript(events: watch.log.events, text: text, chapter: chapter)
    if ending == .exited(0), watch.log.isFinished {
      try await judgeTrials(of: &transcript, folder: plan.trialFolder)
      return transcript
    }

    let printed = String(decoding: text, as: UTF8.self)
    var crash = CrashReport(backtrace: backtrace, chapters: chapters)
    if LastWords(printed).uncaughtError != nil {
      crash = await crashReport(throwTrace: URL(fileURLWithPath: plan.throwTraceFile))
    }
    throw CellFailure(
      chapter: chapter, chapters: chapters, cell: watch.log.currentCell ?? 0, ending: ending,
      printed: printed, crash: crash, missed: transcript.missed
    ).failure
  }

  /// Where the latest error was thrown.
  func crashReport(throwTrace: URL) async -> CrashReport {
    await CrashReport(
      throwTrace: throwTrace, program: executable, toolchain: toolchain, chapters: chapters)
  }

  func failure(_ message: String) -> ChapterFailure {
    ChapterFailure(diagnostics: [
      Diagnostic(.error, message, at: SourcePosition(file: chapter.file, line: 1))
    ])
  }
}

/// Why a chapter has no result.
struct ChapterFailure: Error {
  var diagnostics: [Diagnostic]
  /// The checkpoints that it asked for and that no earlier chapter keeps.
  var missed: [String] = []
}

/// Watches a running program: reports its progress and ends a cell that takes too long.
private struct CellWatch {
  let chapter: Chapter
  var log: EventLog
  let report: @Sendable (RunProgress) -> Void
  private var cell: Int?
  private var cellStart = ContinuousClock.now
  private var seen = 0

  init(chapter: Chapter, log: EventLog, report: @escaping @Sendable (RunProgress) -> Void) {
    self.chapter = chapter
    self.log = log
    self.report = report
  }

  mutating func mayContinue() -> Bool {
    log.update()
    for event in log.events.dropFirst(seen) {
      switch event {
      case .began(let index, _) where chapter.cells.indices.contains(index):
        cell = index
        cellStart = .now
        report(
          .running(
            chapter: chapter.file, cell: chapter.cells[index].name, index: index,
            count: chapter.cells.count))
      case .progressed(let fraction, let message):
        report(
          .progressed(
            chapter: chapter.file, cell: cell.map { chapter.cells[$0].name } ?? "",
            fraction: fraction, message: message))
      default:
        break
      }
    }
    seen = log.events.count
    let limit = cell.map { chapter.cells[$0].options.timeout } ?? CellOptions().timeout
    return ContinuousClock.now - cellStart < .seconds(limit)
  }
}
