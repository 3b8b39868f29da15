import BookModel

extension ChapterRenderer {
  mutating func html(_ blocks: [Block], isTight: Bool = false) -> String {
    var html = ""
    for block in blocks { html += self.html(block, isTight: isTight) }
    return html
  }

  private mutating func html(_ block: Block, isTight: Bool) -> String {
    switch block {
    case .heading(let heading): self.html(heading)
    case .paragraph(let content):
      isTight ? html(content) + "\n" : "<p>\(html(content))</p>\n"
    case .quotation(let blocks): "<blockquote>\n\(html(blocks))</blockquote>\n"
    case .list(let list): html(list)
    case .table(let table): html(table)
    case .listing(let language, let code): listing(code, language: language)
    case .cell(let place): cell(place)
    case .formula(let formula): "\(displayed(formula, element: "div"))\n"
    case .html(let html): html
    case .rule: "<hr>\n"
    }
  }

  private mutating func html(_ heading: Heading) -> String {
    let content = html(heading.content)
    sections.append(
      Section(
        level: heading.level, number: heading.number, anchor: heading.anchor,
        html: html(heading.content.withoutLinks)))
    let number =
      heading.number.isEmpty ? "" : "<span class=\"number\">\(heading.number)</span> "
    let tag = "h\(heading.level)"
    return """
      <\(tag) id="\(heading.anchor)">\(number)\(content) <a class="anchor" \
      href="#\(heading.anchor)" aria-label="Link to this section">#</a></\(tag)>

      """
  }

  private mutating func html(_ list: List) -> String {
    var items = ""
    for item in list.items {
      let content = html(item.blocks, isTight: list.isTight)
      guard let isDone = item.isDone else {
        items += "<li>\(content)</li>\n"
        continue
      }
      let box = "<input type=\"checkbox\" disabled\(isDone ? " checked" : "") "
      let label = isDone ? "Done" : "To do"
      items += "<li class=\"task\">\(box)aria-label=\"\(label)\"> \(content)</li>\n"
    }
    guard let start = list.start else { return "<ul>\n\(items)</ul>\n" }
    return "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(items)</ol>\n"
  }

  private mutating func html(_ table: ProseTable) -> String {
    func row(_ cells: [[Inline]], tag: String) -> String {
      var html = "<tr>"
      for (index, content) in cells.enumerated() {
        let style = index < table.alignments.count ? table.alignments[index].attribute : ""
        html += "<\(tag)\(style)>\(self.html(content))</\(tag)>"
      }
      return html + "</tr>\n"
    }
    let head = "<thead>\n\(row(table.header, tag: "th"))</thead>\n"
    var rows = ""
    for cells in table.rows { rows += row(cells, tag: "td") }
    let body = "<table>\n\(head)<tbody>\n\(rows)</tbody>\n</table>"
    let caption = self.caption(table.caption, label: table.label)
    return tableFigure(body, label: table.label, caption: caption)
  }

  /// Code that is shown and not run.
  func listing(_ code: String, language: String) -> String {
    let name = language.isEmpty ? "" : " data-language=\"\(HTML.escaped(language))\""
    return
      "<div class=\"code\"\(name)><pre tabindex=\"0\"><code>\(HTML.escaped(code))</code></pre></div>\n"
  }

  /// A formula on a line of its own, with its number if it has a label.
  mutating func displayed(_ formula: Formula, element: String) -> String {
    equation(html(formula), label: formula.label, element: element)
  }

  /// Mathematics that a cell showed.
  mutating func displayed(tex: String, of cell: Cell, label: String?) -> String {
    let formula = Formula(tex: tex, isDisplayed: true, position: cell.position)
    return equation(html(formula, at: cell.position), label: label, element: "div") + "\n"
  }

  private func equation(_ content: String, label: String?, element: String) -> String {
    let body = "<span class=\"scroll\" tabindex=\"0\">\(content)</span>"
    guard let label, let target = book.targets[label] else {
      return "<\(element) class=\"equation\">\(body)</\(element)>"
    }
    return "<\(element) class=\"equation\" id=\"\(label)\">\(body)"
      + "<span class=\"number\">(\(target.number))</span></\(element)>"
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

extension [Inline] {
  /// The same words without links and footnotes, for use inside a link.
  var withoutLinks: [Inline] {
    flatMap { inline -> [Inline] in
      switch inline {
      case .link(let link): link.content.withoutLinks
      case .emphasis(let content): [.emphasis(content.withoutLinks)]
      case .strong(let content): [.strong(content.withoutLinks)]
      case .strikethrough(let content): [.strikethrough(content.withoutLinks)]
      case .footnote: []
      default: [inline]
      }
    }
  }
}
