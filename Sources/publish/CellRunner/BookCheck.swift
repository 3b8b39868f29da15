public import BookModel
import Foundation

/// Looks at the cells of a book with the compiler's eyes and runs none of them.
public struct BookCheck: Sendable {
  private let book: Book
  private let problems: [Diagnostic]
  private let toolchain: Toolchain
  private let workFolder: URL

  /// - Parameters:
  ///   - problems: What is wrong with the book; a chapter is left out if nobody knows where its cells
  ///     end.
  ///   - scratch: Where files may be made for the compiler.
  public init(
    book: Book, problems: [Diagnostic], toolchain: Toolchain, scratch: ScratchFolder
  ) {
    self.book = book
    self.problems = problems
    self.toolchain = toolchain
    workFolder = scratch.appending(path: "check-\(UUID().uuidString)")
  }

  /// - Returns: Everything that the compiler says of the chapters, in their order.
  public func run() async -> [Diagnostic] {
    defer { try? FileManager.default.removeItem(at: workFolder) }
    let found = await book.chapters.concurrentMap { await diagnostics(of: $0) }
    // A mistake in an exported declaration is found once for every chapter that sees it.
    var seen = Set<Diagnostic>()
    return found.flatMap(\.self).filter { seen.insert($0).inserted }
  }

  private func diagnostics(of chapter: Chapter) async -> [Diagnostic] {
    guard !chapter.cells.isEmpty || !chapter.inlineExpressions.isEmpty,
      chapter.readability(with: problems) != .nothing
    else { return [] }
    let folder = workFolder.appendingPathComponent("chapter-\(chapter.number)")
    let exports = book.chapters[..<(chapter.number - 1)].flatMap(\.exportedCells)
    let program = ChapterProgram(
      chapter: chapter, chapters: book.chapters, toolchain: toolchain, workFolder: folder,
      environment: [:], report: { _ in })
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let warnings = try await program.typeCheck(exports: exports, imports: book.settings.imports)
      _ = try await program.compileUnrunCells(exports: exports, imports: book.settings.imports)
      return warnings
    } catch let failure as ChapterFailure {
      return failure.diagnostics
    } catch {
      return program.failure(of: error).diagnostics
    }
  }
}

extension Chapter {
  /// The cells whose declarations later chapters see.
  var exportedCells: [Cell] { cells.filter { $0.options.export && $0.runsInPlace } }
}
