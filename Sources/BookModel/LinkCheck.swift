import Foundation

/// Whether links to chapters and pictures lead somewhere.
struct LinkCheck {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ chapters: [ChapterReader], folder: URL) {
    let names = chapters.compactMap { $0.chapter.file.split(separator: "/").last.map(String.init) }
    for chapter in chapters {
      for link in chapter.links {
        guard let name = link.chapterFileName, !names.contains(name) else { continue }
        diagnostics.append(
          chapter.source.problem(
            "no chapter is called `\(name)`", at: link.position,
            hints: didYouMean(name, among: names)))
      }
      for image in chapter.images { check(image, in: chapter.source, folder: folder) }
    }
  }

  private mutating func check(_ image: Image, in source: SourceText, folder: URL) {
    guard image.isLocal else {
      diagnostics.append(
        source.problem(
          "a picture must be a file of the book, found `\(image.source)`", at: image.position,
          hints: ["pages ask no other host: put the picture beside the chapters"]))
      return
    }
    let file = folder.appending(path: image.path)
    if !FileManager.default.fileExists(atPath: file.path) {
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
}

extension Link {
  /// The file name of the chapter that a link leads to, or `nil` for other links.
  public var chapterFileName: String? {
    let path = destination.prefix { $0 != "#" }
    guard path.hasSuffix(".md"), !path.contains("/"), !path.contains(":") else { return nil }
    return path.removingPercentEncoding
  }
}

extension Image {
  /// Whether the picture is a file of the book and not an address.
  public var isLocal: Bool {
    !source.contains("://") && !source.hasPrefix("//") && !source.hasPrefix("data:")
      && !source.split(separator: "/").contains("..") && !source.hasPrefix("/")
  }

  /// The path from the book's folder.
  public var path: String { "chapters/" + (source.removingPercentEncoding ?? source) }
}
