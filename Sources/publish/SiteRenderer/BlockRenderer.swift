import BookModel

/// Turns blocks of prose, and the cells among them, into HTML.
struct BlockRenderer {
  private let page: PageSource
  private let cells: CellRenderer

  init(of page: PageSource) {
    self.page = page
    cells = CellRenderer(of: page)
  }

  func html(_ blocks: [Block], isTight: Bool = false, into notes: inout PageNotes) -> String {
    var html = ""
    for block in blocks { html += self.html(block, isTight: isTight, into: &notes) }
    return html
  }

  private func html(_ block: Block, isTight: Bool, into notes: inout PageNotes) -> String {
    switch block {
    case .heading(let heading): return html(heading, into: &notes)
    case .paragraph(let content):
      let line = page.html(content, into: &notes)
      return isTight ? line + "\n" : "<p>\(line)</p>\n"
    case .quotation(let blocks):
      return "<blockquote>\n\(html(blocks, into: &notes))</blockquote>\n"
    case .list(let list): return html(list, into: &notes)
    case .question(let question): return html(question, into: &notes)
    case .table(let table): return html(table, into: &notes)
    case .listing(let language, let code): return HTML.listing(code, language: language)
    case .cell(let place): return cells.html(place, into: &notes)
    case .formula(let formula):
      return page.displayed(formula, element: "div", into: &notes) + "\n"
    case .html(let raw):
      notes.isInLink = raw.opensLink ?? notes.isInLink
      return page.html(raw, into: &notes)
    case .rule: return "<hr>\n"
    }
  }

  private func html(_ heading: Heading, into notes: inout PageNotes) -> String {
    let content = page.html(heading.content, into: &notes)
    let title = page.html(heading.content, in: .titles, into: &notes)
    notes.add(
      PageNotes.Section(
        level: heading.level, number: heading.number, anchor: heading.anchor, html: title))
    let number =
      heading.number.isEmpty ? "" : "<span class=\"number\">\(heading.number)</span> "
    let tag = "h\(heading.level)"
    let link = """
       <a class="anchor" href="#\(heading.anchor)" aria-label="\(page.words.linkToSection)">#</a>
      """
    return "<\(tag) id=\"\(heading.anchor)\">\(number)\(content)"
      + (notes.isInLink ? "" : link) + "</\(tag)>\n"
  }

  private func html(_ list: List, into notes: inout PageNotes) -> String {
    var items = ""
    for item in list.items {
      let content = html(item.blocks, isTight: list.isTight, into: &notes)
      guard let isDone = item.isDone else {
        items += "<li>\(content)</li>\n"
        continue
      }
      let box = "<input type=\"checkbox\" disabled\(isDone ? " checked" : "") "
      let label = isDone ? page.words.isDone : page.words.toDo
      items += "<li class=\"task\">\(box)aria-label=\"\(label)\"> \(content)</li>\n"
    }
    guard let start = list.start else { return "<ul>\n\(items)</ul>\n" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(items)</ol>\n"
  }

  /// The answers open by a click, and say then whether they are right.
  private func html(_ question: Question, into notes: inout PageNotes) -> String {
    let name = page.book.targets[question.label]?.name(in: page.words) ?? ""
    var answers = ""
    for answer in question.answers {
      let words = page.html(answer.content, into: &notes)
      let verdict = answer.isRight ? page.words.yes : page.words.no
      let explanation = html(answer.explanation, into: &notes)
      answers += """
        <details class="answer \(answer.isRight ? "yes" : "no")">
        <summary>\(words)</summary>
        <p class="verdict">\(verdict)</p>
        \(explanation)</details>

        """
    }
    return """
      <section class="question"\(HTML.id(question.label)) aria-label="\(name)">
      <p><span class="number">\(name)</span> \(page.html(question.content, into: &notes))</p>
      \(answers)</section>

      """
  }

  private func html(_ table: ProseTable, into notes: inout PageNotes) -> String {
    let head = row(table.header, of: table, tag: "th", into: &notes)
    var rows = ""
    for cells in table.rows { rows += row(cells, of: table, tag: "td", into: &notes) }
    let body = "<table>\n<thead>\n\(head)</thead>\n<tbody>\n\(rows)</tbody>\n</table>"
    let caption = cells.caption(table.caption, label: table.label, into: &notes)
    return HTML.tableFigure(
      body, name: page.words.word(for: .table), label: table.label, caption: caption)
  }

  private func row(
    _ cells: [[Inline]], of table: ProseTable, tag: String, into notes: inout PageNotes
  ) -> String {
    var html = "<tr>"
    for (index, content) in cells.enumerated() {
      let style = index < table.alignments.count ? table.alignments[index].attribute : ""
      html += "<\(tag)\(style)>\(page.html(content, into: &notes))</\(tag)>"
    }
    return html + "</tr>\n"
  }
}

extension ProseTable.Alignment {
  fileprivate var attribute: String {
    switch self {
    case .natural: ""
    case .left: " class=\"left\""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }
}
