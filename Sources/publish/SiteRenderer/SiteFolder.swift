import BookRecords
import Errors
import Files
import Foundation

/// The folder that becomes the site. Each path in it has one source.
struct SiteFolder {
  private let folder: URL
  /// What each path holds, as it is found where letters' case makes no difference: where it comes
  /// from, or that it was written.
  private var sources: [String: (path: String, source: URL?)] = [:]

  init(_ folder: URL) {
    self.folder = folder
  }

  mutating func write(_ text: String, to path: String) throws(InputError) {
    _ = try take(path, for: nil)
    let file = try place(path)
    do {
      try Data(text.utf8).write(to: file)
    } catch {
      throw InputError(error, place: file.path, expected: "a file that can be written")
    }
  }

  mutating func write(_ kit: BookKit) throws(InputError) {
    _ = try take(BookKit.path, for: nil)
    try ZipArchive.write(kit.files, to: try place(BookKit.path))
  }

  /// Copies a file of the book. Where several pages need it, it is copied once.
  mutating func copy(_ asset: SiteAsset) throws(InputError) {
    guard try take(asset.path, for: asset.source) else { return }
    let target = try place(asset.path)
    let source = asset.source.resolvingSymlinksInPath()
    do {
      // What is there was made by an earlier rendering into the same folder.
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(at: source, to: target)
      // A site is to be read by anybody, and to be replaced by the next one.
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: target.path)
    } catch {
      throw InputError(error, place: source.path, expected: "to copy it to \(asset.path)")
    }
  }

  /// Notes where the file at a path comes from.
  ///
  /// - Returns: Whether it has to be made.
  private mutating func take(_ path: String, for source: URL?) throws(InputError) -> Bool {
    let key = path.lowercased().precomposedStringWithCanonicalMapping
    guard let other = sources.updateValue((path, source), forKey: key) else { return true }
    guard let source, other.source == source, other.path == path else {
      throw InputError(
        place: path, expected: "one source for one file of the site",
        found: "\(Self.name(source)) and \(Self.name(other.source))",
        advice: other.path == path
          ? "rename one of them" : "rename one of them: many disks see no difference in case")
    }
    return false
  }

  private static func name(_ source: URL?) -> String { source?.path ?? "a page of the book" }

  /// Copies KaTeX's style sheet and fonts.
  mutating func add(_ katex: KaTeX) throws(InputError) {
    let fonts: [URL]
    let styleSheet: String
    do {
      fonts = try katex.fonts()
      styleSheet = try katex.styleSheet()
    } catch {
      throw InputError(
        error, place: katex.folder.path, expected: "KaTeX's style sheet and fonts")
    }
    try write(styleSheet, to: "assets/katex/katex.css")
    for font in fonts {
      try copy(
        SiteAsset(source: font, path: "assets/katex/fonts/\(font.lastPathComponent)"))
    }
  }

  /// A file's place, in a folder that is there.
  private func place(_ path: String) throws(InputError) -> URL {
    let file = folder.appending(path: path)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw InputError(error, place: path, expected: "a file that can be made")
    }
    return file
  }
}
