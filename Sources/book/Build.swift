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

  /// - Returns: Whether the site was published; if not, the old one stands as it was.
  func run() async throws -> Bool {
    let start = ContinuousClock.now
    let (book, diagnostics) = Book.load(folder: location.bookFolder)
    guard !report(diagnostics) else { return failed() }

    try FileManager.default.createDirectory(
      at: location.cacheFolder, withIntermediateDirectories: true)
    let lock = try BuildLock(folder: location.cacheFolder, console: console)
    defer { lock.release() }

    let toolchain = try await Toolchain(library: try await .installed())
    let runner = try BookRunner(
      book: book, toolchain: toolchain, cacheFolder: location.cacheFolder, environment: environment,
      report: console.show)
    let run = await runner.run()
    if Task.isCancelled { throw CancellationError() }
    console.endProgress()
    guard !report(run.diagnostics) else { return failed() }
    let downloads = DownloadCheck(
      toolchain: toolchain, cacheFolder: location.cacheFolder, edition: edition)
    guard !report(try await downloads.check(book, run: run)) else { return failed() }

    let site = PublishedSite(location.outputFolder)
    let staging = try site.stage()
    let renderer = SiteRenderer(
      environment: environment,
      cacheFile: location.cacheFolder.appendingPathComponent("fragments.json"),
      edition: edition)
    let problems = try renderer.render(
      book,
      chapters: run.outputs.compactMap { output in
        output.map { RunChapter(result: $0.result, figureFolder: $0.figureFolder) }
      }, to: staging)
    guard !report(problems) else {
      site.discard()
      return failed()
    }
    try site.publish()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let index = location.outputFolder.appendingPathComponent("index.html").path
    console.say("Wrote \(index) in \(Console.text(seconds: seconds)).")
    return true
  }

  /// Prints problems; `true` if one of them is an error.
  private func report(_ diagnostics: [Diagnostic]) -> Bool {
    for diagnostic in diagnostics { console.complain(diagnostic.rendered) }
    return diagnostics.contains { $0.severity == .error }
  }

  private func failed() -> Bool {
    console.complain("The book has errors: \(location.outputFolder.path) is as it was.")
    return false
  }
}
