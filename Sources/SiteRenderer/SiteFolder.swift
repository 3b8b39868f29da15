import Errors
import Foundation

/// The folder that becomes the site.
struct SiteFolder {
  private let folder: URL
  private var copied: Set<String> = []

  init(_ folder: URL) {
    self.folder = folder
  }

  func write(_ text: String, to path: String) throws(InputError) {
    do {
      try Data(text.utf8).write(to: place(path))
    } catch {
      throw InputError(
        place: path, expected: "to write the file", found: error.localizedDescription)
    }
  }

  /// Copies a file, once.
  mutating func copy(_ source: URL, to path: String) throws(InputError) {
    guard copied.insert(path).inserted else { return }
    do {
      let target = try place(path)
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(at: source.resolvingSymlinksInPath(), to: target)
    } catch {
      throw InputError(
        place: path, expected: "to copy \(source.lastPathComponent)",
        found: error.localizedDescription)
    }
  }

  /// Copies KaTeX's style sheet and fonts.
  mutating func add(_ katex: KaTeX) throws(InputError) {
    let fonts: [URL]
    let styleSheet: String
    do {
      fonts = try katex.fonts()
      styleSheet = try katex.styleSheet()
    } catch {
      throw InputError(
        place: katex.folder.path, expected: "KaTeX's style sheet and fonts",
        found: error.localizedDescription)
    }
    try write(styleSheet, to: "assets/katex/katex.css")
    for font in fonts { try copy(font, to: "assets/katex/fonts/\(font.lastPathComponent)") }
  }

  func save(_ cache: FragmentCache) throws(InputError) {
    do {
      try cache.save()
    } catch {
      throw InputError(
        place: "the cache", expected: "to write it", found: error.localizedDescription)
    }
  }

  /// A file's place, in a folder that is there.
  private func place(_ path: String) throws -> URL {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    return file
  }
}
