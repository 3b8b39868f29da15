import Foundation

/// A chapter read from its file, with what only the whole book can check.
struct ChapterReader {
  let chapter: Chapter
  let source: SourceText
  let targets: [LabelTarget]
  let references: [Reference]
  let links: [Link]
  let images: [Image]
  /// The places of the page that a link can lead to.
  let anchors: Set<String>
  let diagnostics: [Diagnostic]

  init(_ data: Data, file: String, number: Int) {
    source = SourceText(data, file: file)
    let front = FrontMatter(of: source)
    var reader = ProseReader(source: source, chapterNumber: number)
    reader.acceptsTitle = front.title == nil
    if let label = front.label, let place = front.labelPosition {
      reader.defineChapter(label, at: place)
    }

    // The front matter becomes blank lines, so that line numbers stay those of the file.
    let body = source.lines.enumerated().map { $0.offset < front.lineCount ? "" : $0.element }
    let (blocks, footnotes) = MarkdownTree.withParsed(body.joined(separator: "\n")) { tree in
      reader.tokens = tree.tokens
      return reader.readDocument(tree.root)
    }
    let summary = reader.summary(of: front)

    chapter = Chapter(
      file: file, number: number, slug: Self.slug(of: file),
      title: front.title ?? reader.title?.content.plainText ?? "", label: reader.label,
      summary: front.summary ?? "",
      summaryContent: summary, lines: source.lines,
      frontMatterLineCount: front.lineCount, blocks: blocks, footnotes: footnotes,
      cells: reader.cells, inlineExpressions: reader.inlineExpressions)
    (targets, references) = (reader.targets, reader.references)
    (links, images) = (reader.links, reader.images)
    anchors = reader.anchors.union(reader.targets.map(\.label))
    diagnostics =
      [source.invalidUTF8].compactMap(\.self) + front.diagnostics + reader.diagnostics
      + Self.problems(of: chapter, in: source, isClosed: front.diagnostics.isEmpty)
      + Exercise.problems(of: chapter, in: source)
  }

  /// What is wrong with a chapter as a whole.
  private static func problems(of chapter: Chapter, in source: SourceText, isClosed: Bool)
    -> [Diagnostic]
  {
    if source.lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
      return [source.problem("the chapter is empty", line: 1)]
    }
    if chapter.title.isEmpty, isClosed {
      return [
        source.problem(
          "the chapter has no title", line: 1,
          hints: ["start the file with a line `# Title`, or with front matter that has `title:`"])
      ]
    }
    return []
  }

  /// The file's name without its extension, with dashes for what a link would have to escape.
  private static func slug(of file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let words = name.dropLast(".md".count).split {
      !($0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0))
    }
    return words.joined(separator: "-")
  }
}

extension ProseReader {
  /// The front matter's summary, parsed.
  fileprivate mutating func summary(of front: FrontMatter) -> [Inline] {
    guard let summary = front.summary, let place = front.summaryPosition else { return [] }
    acceptsExpressions = false
    return lineOfProse(summary, at: place)
  }
}
