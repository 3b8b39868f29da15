import Foundation

/// Whether links to chapters, places in them, files and pictures lead somewhere.
struct LinkCheck {
  private(set) var diagnostics: [Diagnostic] = []
  private let anchors: [String: Set<String>]
  private let folder: URL

  init(_ chapters: [ChapterReader], folder: URL) {
    self.folder = folder
    anchors = Dictionary(
      chapters.map { ($0.chapter.fileName, $0.anchors) }, uniquingKeysWith: { first, _ in first })
    for chapter in chapters {
      for link in chapter.links { check(link, in: chapter) }
      for image in chapter.images { check(image, in: chapter.source) }
    }
  }

  private mutating func check(_ link: Link, in chapter: ChapterReader) {
    let name = link.chapterFileName ?? chapter.chapter.fileName
    if let path = link.filePath {
      guard !exists(path) else { return }
      complain(
        "no file is at `\(path)`", about: link, in: chapter,
        hints: path.hasSuffix(".html") ? ["link to a chapter by its file, such as `\(name)`"] : [])
      return
    }
    guard let places = anchors[name] else {
      complain(
        "no chapter is called `\(name)`", about: link, in: chapter,
        hints: didYouMean(name, among: anchors.keys))
      return
    }
    guard let anchor = link.anchor, !places.contains(anchor) else { return }
    complain(
      "no place in \(name) is called `\(anchor)`", about: link, in: chapter,
      hints: didYouMean(anchor, among: places, mark: "#"))
  }

  private mutating func complain(
    _ message: String, about link: Link, in chapter: ChapterReader, hints: [String]
  ) {
    diagnostics.append(chapter.source.problem(message, at: link.position, hints: hints))
  }

  private mutating func check(_ image: Image, in source: SourceText) {
    guard image.isLocal else {
      diagnostics.append(
        source.problem(
          "a picture must be a file of the book, found `\(image.source)`", at: image.position,
          hints: ["pages ask no other host: put the picture beside the chapters"]))
      return
    }
    if !exists(image.path) {
      diagnostics.append(
        source.problem("no picture is at `\(image.path)`", at: image.position))
    }
    if image.altText.isEmpty {
      diagnostics.append(
        source.problem(
          "the picture has no alt text", at: image.position,
          hints: ["say what it shows: `![what it shows](\(image.source))`"]))
    }
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }
}
