public import BookModel
import BookRecords
import Errors
import Files
public import Foundation

/// Proves that the files which readers can download compile.
///
/// A file is looked at again only when its code changed, or what compiles it.
public struct DownloadCheck: Sendable {
  private let toolchain: Toolchain
  private let edition: Edition
  private let cacheFile: URL
  private let workFolder: URL

  /// - Parameters:
  ///   - cacheFolder: Where the runner keeps its results; it exists.
  ///   - edition: Each edition has files of its own.
  public init(toolchain: Toolchain, cacheFolder: URL, edition: Edition) {
    self.toolchain = toolchain
    self.edition = edition
    cacheFile = cacheFolder.appendingPathComponent("downloads-\(edition.rawValue).json")
    workFolder = cacheFolder.appendingPathComponent("work/downloads-\(UUID().uuidString)")
  }

  /// - Returns: What does not compile.
  /// - Throws: `InputError` if files cannot be made, ``ToolchainError``, or a cancellation.
  public func check(_ book: Book, run: BookRunner.Run) async throws -> [Diagnostic] {
    let downloads = zip(book.chapters, run.outputs).compactMap { chapter, output in
      (chapter.hasDownload ? output : nil).map {
        ChapterDownload(chapter, of: book, edition: edition, values: $0.result.inlineValues)
      }
    }
    let digests = downloads.map(digest)
    let data = try? Data(contentsOf: cacheFile)
    let known = data.flatMap { try? JSONDecoder().decode(Set<String>.self, from: $0) } ?? []
    let new = zip(downloads, digests).filter { !known.contains($1) }.map { $0.0 }
    guard !new.isEmpty else { return [] }

    do {
      try FileManager.default.createDirectory(at: workFolder, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        error, place: workFolder.path, expected: "a folder in which files can be made")
    }
    defer { try? FileManager.default.removeItem(at: workFolder) }
    let problems = try await new.concurrentMap { try await typeCheck($0) }.flatMap(\.self)
    if problems.isEmpty {
      try OutputFile(cacheFile).write(try JSONEncoder().encode(Set(digests)))
    }
    return problems
  }

  private func digest(_ download: ChapterDownload) -> String {
    var digest = Digest()
    digest.add("compiler", toolchain.version)
    digest.add("flags", toolchain.flags.joined(separator: "\n"))
    digest.add("library", toolchain.library.identity)
    digest.add("code", download.code)
    digest.add("text without comments", download.uncommented)
    return digest.finish()
  }

  private func typeCheck(_ download: ChapterDownload) async throws -> [Diagnostic] {
    let file = workFolder.appendingPathComponent(download.name)
    do {
      try Data(download.text.utf8).write(to: file)
    } catch {
      throw InputError(error, place: file.path, expected: "a file that can be written")
    }
    let (ending, output) = try await toolchain.compile(
      [file], flags: ["-typecheck"], output: file.appendingPathExtension("txt"))
    guard ending != .exited(0) else { return [] }
    let lines = download.text.split(separator: "\n", omittingEmptySubsequences: false)
    let errors = output.split(separator: "\n").compactMap(CompilerMessages.Message.init)
      .filter { $0.kind == "error" }
    return errors.map { error in
      let place = SourcePosition(
        file: "downloads/" + download.name, line: error.position.line,
        column: error.position.column)
      let line = lines.indices.contains(place.line - 1) ? String(lines[place.line - 1]) : nil
      return Diagnostic(
        .error, error.text, at: place, sourceLine: line,
        hints: ["this is what readers can download of \(download.chapter)"])
    } + (errors.isEmpty ? [Diagnostic(.error, "\(download.name) does not compile: \(output)")] : [])
  }
}
