import BookModel
import BookRecords
import Errors
import Files
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
    try await compile(
      exports: exports, imports: imports,
      flags: toolchain.library.linkerFlags + ["-o", executable.path])
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
      throw failure(to: ending, messages.reason(orElse: text))
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
      for folder in ["figures", "trials"] {
        try FileManager.default.createDirectory(
          at: workFolder.appendingPathComponent(folder), withIntermediateDirectories: true)
      }
      try tangled.main.write(to: main, atomically: false, encoding: .utf8)
      try tangled.exports.write(to: declarations, atomically: false, encoding: .utf8)
      return try await toolchain.compile([main, declarations], flags: flags, output: output)
    } catch {
      throw failure(of: error)
    }
  }

  /// What running the compiled chapter gave.
  struct Run {
    var transcript: ChapterTranscript
    /// The digest of each checkpoint of an earlier chapter that it was given.
    var given: [String: String]
    var times: [RunProgress.CellTime]
    /// Why it did not come to its end.
    var failure: ChapterFailure?
  }

  /// Runs the compiled chapter.
  ///
  /// - Parameters:
  ///   - plan: Where the program finds its folders and leaves its events.
  ///   - schedule: Gives the program the checkpoints of earlier chapters.
  func run(_ plan: CellPlan, schedule: Schedule) async throws(ChapterFailure) -> Run {
    let planFile = workFolder.appendingPathComponent("plan.json")
    let textFile = URL(fileURLWithPath: plan.textFile)
    var watch = CellWatch(chapter: chapter, plan: plan, schedule: schedule, report: report)
    defer { watch.end() }
    let ending: ChildProcess.Ending
    do {
      try JSONEncoder().encode(plan).write(to: planFile)
      let program = ChildProcess(
        executable: executable.path, arguments: [],
        environment: environment.merging(
          [
            CellPlan.environmentKey: planFile.path,
            "SWIFT_BACKTRACE": "enable=yes,format=json,output-to=\(plan.backtracePath),"
              + "interactive=no,color=no,threads=crashed,images=none,registers=none",
          ], uniquingKeysWith: { $1 }),
        outputFile: textFile)
      ending = try await watch.follow(program)
    } catch {
      throw failure(of: error)
    }
    watch.update()
    let text = PrintedText(file: textFile)
    let transcript = ChapterTranscript(events: watch.log.events, text: text, chapter: chapter)
    var run = Run(transcript: transcript, given: watch.given, times: watch.times)
    if ending == .exited(0), watch.log.isFinished {
      run.failure = disorder(in: watch.log.events)
      guard run.failure == nil else { return run }
      run.failure = await judgeTrials(of: &run.transcript, folder: plan.trialFolder)
      return run
    }

    let printed = text.tail
    var crash = CrashReport(
      backtrace: URL(fileURLWithPath: plan.backtraceFile), chapters: chapters)
    if LastWords(printed).uncaughtError != nil {
      crash = await crashReport(throwTrace: URL(fileURLWithPath: plan.throwTraceFile))
    }
    run.failure =
      CellFailure(
        chapter: chapter, chapters: chapters,
        cell: watch.log.currentCell.map { chapter.cells[$0] }, ending: ending,
        stop: watch.stop, memoryLimit: plan.memoryLimit, printed: printed, crash: crash,
        missed: transcript.missed
      ).failure
    return run
  }

  /// Where the latest error was thrown.
  func crashReport(throwTrace: URL) async -> CrashReport {
    await CrashReport(
      throwTrace: throwTrace, program: executable, toolchain: toolchain, chapters: chapters)
  }

  /// The failure of a chapter that could not be compiled or run because of an error outside of it.
  func failure(of error: any Error) -> ChapterFailure {
    if error is ToolchainError || error is ProcessError { return failure("\(error)") }
    let words = InputError(
      error, place: workFolder.path, expected: "a folder in which files can be made")
    return failure("\(words)")
  }

  func failure(_ message: String, at place: SourcePosition? = nil) -> ChapterFailure {
    ChapterFailure(diagnostics: [
      Diagnostic(
        .error, message, at: place ?? SourcePosition(file: chapter.file, line: 1),
        sourceLine: place.flatMap { chapter.line($0.line) })
    ])
  }
}

extension CellPlan {
  /// The file for the runtime's report as a setting can say it, in which a comma ends a value.
  fileprivate var backtracePath: String {
    let folder = places.workingDirectory + "/"
    guard backtraceFile.contains(","), backtraceFile.hasPrefix(folder) else { return backtraceFile }
    return String(backtraceFile.dropFirst(folder.count))
  }
}

/// Why a chapter has no result.
struct ChapterFailure: Error {
  var diagnostics: [Diagnostic]
  /// The cell that failed; `nil` if the chapter could not be run at all.
  var cell: Int?
  /// The checkpoints that it asked for and that no earlier chapter keeps.
  var missed: [String] = []
}
