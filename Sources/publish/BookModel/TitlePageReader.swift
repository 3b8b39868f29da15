/// What `book.yml` says in prose, read as the text of the title page.
struct TitlePageReader {
  let title: [Inline]
  let subtitle: [Inline]
  let description: [Block]
  let page: LinkCheck.Page
  let references: [Reference]
  let diagnostics: [Diagnostic]

  init(_ settings: BookSettings, description text: ProseText?, in source: SourceText) {
    title = [Inline](title: settings.title, in: source)
    subtitle = [Inline](title: settings.subtitle, in: source)
    var notes = ChapterNotes(of: source, chapterNumber: 0)
    var rules = ReadingRules()
    rules.acceptsExpressions = false
    let blocks = text.map { ProseReader.fragment($0, rules: rules, into: &notes) } ?? []
    var anchors = PageAnchors(labels: notes.targets, html: notes.rawHTML, source: source)
    description = anchors.named(blocks)
    page = LinkCheck.Page(
      source: source, chapter: nil, links: notes.links, images: notes.images,
      html: notes.rawHTML, anchors: anchors.names)
    references = notes.references
    diagnostics = notes.diagnostics + anchors.diagnostics
  }
}
