import BookModel
import CellRunner
import CommandLineTools
import Foundation
import SiteRenderer

/// One build of a book: read, run, render, and put the site in its place.
struct Build {
  var location: BookLocation
  var edition: Edition
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

  /// - Returns: Whether there were no errors. The site stands as it was if there were some, unless
  ///   the build keeps going.
  func run() async throws -> Bool {
    let start = ContinuousClock.now
    let lock = try await BuildLock(folder: location.cacheFolder, console: console)
    defer { lock.release() }
    let (book, problems) = Book.load(folder: location.bookFolder)
    let isReadable = !report(problems)
    if !isReadable, book.chapters.isEmpty || runOptions.stopsAtFirstFailure { return failed() }

    let scratch = try ScratchFolder(location.cacheFolder)
    let toolchain = try await Toolchain(
      library: try await .installed(scratch: scratch), scratch: scratch, timeout: compileTimeout)
    let run = try await run(
      book, problems: problems, toolchain, cacheFolder: location.cacheFolder)
    guard isReadable else {
      _ = report(run.diagnostics)
      return failed()
    }
    var hasErrors = report(run.diagnostics)
    if !hasErrors {
      let downloads = DownloadCheck(
        toolchain: toolchain, cacheFolder: location.cacheFolder, edition: edition)
      hasErrors = report(try await downloads.check(book, run: run))
    }
    let chapters = run.outputs.compactMap(\.self)
    guard !hasErrors || keepsGoing && chapters.count == book.chapters.count else {
      return failed()
    }

    let site = PublishedSite(location.outputFolder)
    let staging = try site.stage()
    let renderer = SiteRenderer(
      environment: environment,
      cacheFile: location.cacheFolder.appendingPathComponent("fragments.json"),
      edition: edition)
    guard !report(try renderer.render(book, chapters: chapters, to: staging)) else {
      site.discard()
      return failed()
    }
    try site.publish()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let index = location.outputFolder.appendingPathComponent("index.html").path
    console.say(
      "Wrote \(index) in \(Console.text(seconds: seconds))"
        + (hasErrors ? ", with errors." : "."))
    guard isVerified, !hasErrors else { return !hasErrors }
    return try await verify(book, toolchain, run)
  }

  /// Runs everything from nothing and says which results come out otherwise.
  private func verify(
    _ book: Book, _ toolchain: Toolchain, _ run: BookRunner.Run
  ) async throws -> Bool {
    let verification = Verification(folder: location.cacheFolder.appending(path: "verification"))
    defer { verification.end() }
    let second = try await self.run(book, toolchain, cacheFolder: verification.cacheFolder)
    guard !report(second.diagnostics) else { return failed() }
    var differences = second.differences(from: run, in: book)
    _ = try SiteRenderer(environment: environment, edition: edition).render(
      book, chapters: second.outputs.compactMap(\.self), to: verification.site)
    differences += try verification.differences(from: location.outputFolder)
    for difference in differences { console.complain("not the same: \(difference)") }
    if differences.isEmpty { console.say("Everything came out the same a second time.") }
    return differences.isEmpty
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
  private func report(_ diagnostics: [Diagnostic]) -> Bool {
    var file: String?
    for (index, diagnostic) in diagnostics.enumerated() {
      if index > 0 && diagnostic.position?.file != file { console.complain("") }
      file = diagnostic.position?.file
      console.complain(diagnostic.rendered)
    }
    return diagnostics.contains { $0.severity == .error }
  }

  private func failed() -> Bool {
    console.complain("The book has errors: \(location.outputFolder.path) is as it was.")
    return false
  }
}
