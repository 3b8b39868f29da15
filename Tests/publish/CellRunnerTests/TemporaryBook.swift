import BookModel
import CellRunner
import Foundation
import Synchronization

/// A small real book in a folder of its own, built with the real compiler.
final class TemporaryBook: Sendable {
  let folder: URL

  /// - Parameters:
  ///   - chapters: Markdown by file name, such as `01-first.md`.
  ///   - name: The end of the folder's name.
  init(_ chapters: [String: String], in name: String = "") throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("book-\(UUID().uuidString)\(name)", isDirectory: true)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("chapters"), withIntermediateDirectories: true)
    for (name, text) in chapters { try write(text, to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(
      to: folder.appendingPathComponent("chapters").appendingPathComponent(name), atomically: true,
      encoding: .utf8)
  }

  /// What a run gave, and which chapters really ran, in the book's order.
  struct Outcome {
    var run: BookRunner.Run
    var ranChapters: [String]

    var errors: [String] { run.diagnostics.filter { $0.severity == .error }.map(\.rendered) }
  }

  func run(
    options: RunOptions = RunOptions(),
    environment: [String: String] = ProcessInfo.processInfo.environment,
    libraryFolder: URL = Bundle.main.bundleURL, isWhole: Bool = true
  ) async throws -> Outcome {
    let (book, diagnostics) = Book.load(folder: folder)
    guard isWhole == diagnostics.isEmpty else {
      throw BookProblem(diagnostics: diagnostics.map(\.rendered))
    }
    let ran = Mutex<[String]>([])
    let runner = try BookRunner(
      book: book, problems: diagnostics, toolchain: try await Self.toolchain(libraryFolder),
      cacheFolder: folder.appendingPathComponent(".build-book"), options: options,
      environment: environment
    ) { progress in
      if case .compiling(let chapter) = progress { ran.withLock { $0.append(chapter) } }
    }
    let run = await runner.run()
    return Outcome(run: run, ranChapters: ran.withLock { $0.sorted() })
  }

  /// What `book why` says of a chapter.
  func reasons(for name: String) async throws -> [String] {
    let runner = try BookRunner(
      book: Book.load(folder: folder).book,
      toolchain: try await Self.toolchain(Bundle.main.bundleURL),
      cacheFolder: folder.appendingPathComponent(".build-book"))
    return runner.differences(for: name) ?? []
  }

  struct BookProblem: Error {
    var diagnostics: [String]
  }

  /// The compiler with the library in a folder; beside these tests lies the one that was built
  /// together with them.
  private static func toolchain(_ folder: URL) async throws -> Toolchain {
    let scratch = try shared.get()
    let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
    return try await Toolchain(
      library: try await CellLibrary(
        folder: folder, sources: package.appendingPathComponent("Sources"), scratch: scratch),
      scratch: scratch)
  }

  /// What all books of this run of the tests share, so that few modules are made anew.
  private static let shared = Result {
    try ScratchFolder(
      Bundle.main.bundleURL.appendingPathComponent("CellRunnerTests.scratch", isDirectory: true))
  }
}
