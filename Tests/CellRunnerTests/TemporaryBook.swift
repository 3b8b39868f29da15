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
    libraryFolder: URL = Bundle.main.bundleURL
  ) async throws -> Outcome {
    let (book, diagnostics) = Book.load(folder: folder)
    guard diagnostics.isEmpty else {
      throw BookProblem(diagnostics: diagnostics.map(\.rendered))
    }
    let ran = Mutex<[String]>([])
    let runner = try BookRunner(
      book: book,
      toolchain: try await Toolchain(library: try await Self.library(in: libraryFolder)),
      cacheFolder: folder.appendingPathComponent(".build-book"), options: options,
      environment: environment
    ) { progress in
      if case .compiling(let chapter) = progress { ran.withLock { $0.append(chapter) } }
    }
    let run = await runner.run()
    return Outcome(run: run, ranChapters: ran.withLock { $0.sorted() })
  }

  struct BookProblem: Error {
    var diagnostics: [String]
  }

  /// The library in a folder; beside these tests lies the one that was built together with them.
  private static func library(in folder: URL) async throws -> CellLibrary {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try await CellLibrary(
      folder: folder, sources: package.appendingPathComponent("Sources"))
  }
}
