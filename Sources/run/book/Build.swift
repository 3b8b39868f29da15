import BookModel
import CellRunner
import CommandLineTools
import Foundation
import PreviewServer
import SiteRenderer

/// One build of a book: read, run, render, and put the site in its place.
struct Build {
  /// What a build came to.
  struct Outcome {
    /// Whether there is a new site. It stands as it was if there were errors, unless the build
    /// keeps going.
    var isPublished = false
    /// What is wrong with the book, as the terminal shows it.
    var errors: [String] = []
    /// What the results depend on besides the chapters.
    var inputs: Set<FileWatcher.Place> = []
  }

  var location: BookLocation
  /// For whom the site is made; `nil` if the book says it.
  var edition: Edition?
  /// The variables that cells may see.
  var environment: [String: String]
  var console: Console

  var runOptions = RunOptions()
  /// How many seconds the compiler may take for a chapter.
  var compileTimeout = Toolchain.defaultTimeout
  /// Whether the site is made in spite of errors, which its pages show.
  var keepsGoing = false
  /// Whether everything is run a second time, from nothing, and compared.
  var isVerified = false

  func run() async throws -> Outcome {
    let start = ContinuousClock.now
    var outcome = Outcome()
    // What stands in the way is said before cells run, perhaps for hours.
    var site = try location.site
    try site.check()
    guard location.isBook else {
      // Nothing is kept in a folder that is none.
      report(Book.load(folder: location.bookFolder).diagnostics, in: &outcome)
      return failed(outcome)
    }
    let cache = try location.cache
    let lock = try await BuildLock(cache, console: console)
    defer { lock.release() }
    let (book, problems) = Book.load(folder: location.bookFolder)
    let isReadable = !report(problems, in: &outcome)
    if !isReadable, book.chapters.isEmpty || runOptions.stopsAtFirstFailure {
      return failed(outcome)
    }

    let scratch = try ScratchFolder(cache.url)
    let toolchain = try await Toolchain(
      library: try await .installed(scratch: scratch), scratch: scratch, timeout: compileTimeout)
    let run = try await run(
      book, problems: problems, toolchain, cacheFolder: cache.url)
    outcome.inputs = Set(
      run.inputs.map { .tree($0) } + run.pathsRead.map { .entry($0) }
        + run.pathsSeen.map { .status($0) })
    report(run.diagnostics, in: &outcome)
    guard isReadable else { return failed(outcome) }
    if outcome.errors.isEmpty {
      let downloads = DownloadCheck(
        toolchain: toolchain, cacheFolder: cache.url, edition: edition ?? book.settings.edition)
      report(try await downloads.check(book, run: run), in: &outcome)
    }
    let chapters = run.outputs.compactMap(\.self)
    guard outcome.errors.isEmpty || keepsGoing && chapters.count == book.chapters.count else {
      return failed(outcome)
    }

    let staging = try site.stage()
    let renderer = SiteRenderer(
      environment: environment,
      cacheFile: cache.url.appending(path: "fragments.json"),
      edition: edition ?? book.settings.edition)
    do {
      let faults = try renderer.render(book, chapters: chapters, to: staging)
      guard !report(faults, in: &outcome) else {
        try site.discard()
        return failed(outcome)
      }
      try site.publish()
    } catch {
      try site.discard()
      throw error
    }
    outcome.isPublished = true
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let index = location.outputFolder.appendingPathComponent("index.html").path
    console.say(
      "Wrote \(index) in \(Console.text(seconds: seconds))"
        + (outcome.errors.isEmpty ? "." : ", with errors."))
    if isVerified, outcome.errors.isEmpty {
      try await verify(book, toolchain, run, cacheFolder: cache.url, &outcome)
    }
    return outcome
  }

  /// Runs everything from nothing and says which results come out otherwise.
  private func verify(
    _ book: Book, _ toolchain: Toolchain, _ run: BookRunner.Run, cacheFolder: URL,
    _ outcome: inout Outcome
  ) async throws {
    let verification = Verification(folder: cacheFolder.appending(path: "verification"))
    defer { verification.end() }
    let second = try await self.run(book, toolchain, cacheFolder: verification.cacheFolder)
    guard !report(second.diagnostics, in: &outcome) else { return }
    var differences = second.differences(from: run, in: book)
    let renderer = SiteRenderer(
      environment: environment, edition: edition ?? book.settings.edition)
    _ = try renderer.render(
      book, chapters: second.outputs.compactMap(\.self), to: verification.site)
    differences += try verification.differences(from: location.outputFolder)
    outcome.errors += differences.map { "not the same: \($0)" }
    for error in outcome.errors { console.complain(error) }
    if differences.isEmpty { console.say("Everything came out the same a second time.") }
  }

  private func run(
    _ book: Book, problems: [Diagnostic] = [], _ toolchain: Toolchain, cacheFolder: URL
  ) async throws -> BookRunner.Run {
    let display = RunDisplay(console: console)
    let runner = try BookRunner(
      book: book, problems: problems, toolchain: toolchain, cacheFolder: cacheFolder,
      options: runOptions,
      environment: environment, report: display.show)
    let ticking = Task { await display.tick() }
    let run = await runner.run()
    ticking.cancel()
    if Task.isCancelled { throw CancellationError() }
    console.endProgress()
    display.showSlowestCells()
    return run
  }

  /// Prints problems, those of a file together; `true` if one of them is an error.
  @discardableResult
  private func report(_ diagnostics: [Diagnostic], in outcome: inout Outcome) -> Bool {
    var file: String?
    for (index, diagnostic) in diagnostics.enumerated() {
      if index > 0 && diagnostic.position?.file != file { console.complain("") }
      file = diagnostic.position?.file
      console.complain(diagnostic.rendered)
    }
    let errors = diagnostics.filter { $0.severity == .error }.map(\.rendered)
    outcome.errors += errors
    return !errors.isEmpty
  }

  private func failed(_ outcome: Outcome) -> Outcome {
    console.complain("The book has errors: \(location.outputFolder.path) is as it was.")
    return outcome
  }
}
