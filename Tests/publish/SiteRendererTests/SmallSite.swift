import BookModel
import BookRecords
import Foundation
import SiteRenderer

/// A small real book in a temporary folder, what its cells left, and the site made of them.
final class SmallSite {
  let folder: URL
  var site: URL { folder.appending(path: "site") }
  var figures: URL { folder.appending(path: "results") }

  /// Writes the chapters, such as `a.md`.
  init(_ chapters: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
    for (name, text) in chapters { try write(text, to: "chapters/\(name)") }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ text: String, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Renders the book with the outputs of each chapter's cells; cells without outputs left none.
  func render(
    _ outputs: [[[CellOutput]]] = [], values: [[String]] = [], dataSources: [String] = [],
    environment: [String: String] = ProcessInfo.processInfo.environment, cacheFile: URL? = nil,
    edition: Edition = .instructor
  ) throws -> [Diagnostic] {
    let (book, problems) = Book.load(folder: folder)
    guard problems.isEmpty else { return problems }
    let chapters = book.chapters.enumerated().map { index, chapter in
      let left = index < outputs.count ? outputs[index] : []
      let missing = Array(repeating: [CellOutput](), count: chapter.cells.count - left.count)
      return RunChapter(
        result: ChapterResult(
          cells: left + missing, inlineValues: index < values.count ? values[index] : [],
          dataSources: dataSources), figureFolder: figures)
    }
    return try SiteRenderer(environment: environment, cacheFile: cacheFile, edition: edition)
      .render(book, chapters: chapters, to: site)
  }

  func page(_ name: String) throws -> String {
    try String(contentsOf: site.appending(path: name), encoding: .utf8)
  }

  /// The paths and bytes of all files of the site.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.path) {
      var isFolder: ObjCBool = false
      let file = site.appending(path: path)
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Data(contentsOf: file) }
    }
    return files
  }

  /// A figure whose four files hold their own names.
  func figure(_ name: String, altText: String, data: TableOutput? = nil) throws -> CellOutput {
    let files = FigureOutput.Files(
      light1x: "\(name)-1.png", light2x: "\(name)-2.png", dark1x: "\(name)-3.png",
      dark2x: "\(name)-4.png")
    for file in files.all { try write(file, to: "results/\(file)") }
    return .figure(
      FigureOutput(
        .init(files: files, width: 640, height: 360), altText: altText, data: data))
  }
}

extension [Diagnostic] {
  var text: String { map(\.rendered).joined(separator: "\n") }
}
