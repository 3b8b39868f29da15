import Foundation

/// A chapter read from its file, with what only the whole book can check.
struct ChapterReader {
  let chapter: Chapter
  let source: SourceText
  let targets: [LabelTarget]
  let references: [Reference]
  let page: LinkCheck.Page
  let diagnostics: [Diagnostic]

  init(_ data: Data, file: String, number: Int) {
    source = SourceText(data, file: file)
    let front = FrontMatter(of: source)
    var notes = ChapterNotes(of: source, chapterNumber: number)
    if let label = front.label, let place = front.labelPosition {
      notes.defineChapter(label, at: place)
    }

    // The front matter becomes blank lines, so that line numbers stay those of the file.
    let body = source.lines.enumerated().map { $0.offset < front.lineCount ? "" : $0.element }
    var rules = ReadingRules()
    rules.acceptsTitle = front.title == nil
    let (blocks, footnotes, summary) = ProseReader.chapter(
      body, summary: front.summaryText, rules: rules, into: &notes)

    var anchors = PageAnchors(labels: notes.targets, html: notes.rawHTML, source: source)
    let named = (anchors.named(blocks), footnotes.map { anchors.named($0) })
    var title = notes.title?.content ?? []
    if let text = front.title { title = [Inline](title: text, in: source) }
    chapter = Chapter(
      file: file, number: number, slug: Chapter.slug(of: file),
      title: front.title ?? notes.title?.content.plainText ?? "", titleContent: title,
      label: notes.label,
      summary: front.summary ?? "",
      summaryContent: summary, lines: source.lines,
      frontMatterLineCount: front.lineCount, blocks: named.0, footnotes: named.1,
      cells: notes.cells, inlineExpressions: notes.inlineExpressions)
    (targets, references) = (notes.targets, notes.references)
    page = LinkCheck.Page(
      source: source, chapter: number - 1, links: notes.links, images: notes.images,
      html: notes.rawHTML, anchors: anchors.names)
    diagnostics =
      source.diagnostics + front.diagnostics + notes.diagnostics
      + anchors.diagnostics
      + Self.problems(of: chapter, in: source, isClosed: front.diagnostics.isEmpty)
  }

  /// The chapter with a title in which references have names.
  func chapter(naming names: [String: String]) -> Chapter {
    var chapter = chapter
    chapter.title = chapter.titleContent.plainText(naming: names)
    return chapter
  }

  /// What is wrong with a chapter as a whole.
  private static func problems(of chapter: Chapter, in source: SourceText, isClosed: Bool)
    -> [Diagnostic]
  {
    if source.lines.isEmpty, !source.diagnostics.isEmpty { return [] }
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
}
