import BookModel
import CellRecords

extension ChapterRenderer {
  /// A cell: its code, then what it left, tied together.
  mutating func cell(_ place: CellPlace) -> String {
    let cell = chapter.cells[place.index]
    let options = cell.options
    guard options.remove != .cell else { return "" }

    var input = ""
    if options.remove != .input, !cell.code.isEmpty {
      input = folded(code(of: cell), as: "Code", if: options.hide == .input)
    }
    var output = ""
    if options.remove != .output {
      output = folded(
        outputs(of: cell, caption: place.caption), as: "Output", if: options.hide == .output)
    }
    guard !input.isEmpty || !output.isEmpty else { return "" }
    let content = folded(input + output, as: "Code and output", if: options.hide == .cell)
    let isPlainLabel = options.label.map { LabelTarget.Kind(label: $0) == nil } ?? false
    let id = isPlainLabel ? options.label.map { " id=\"\($0)\"" } ?? "" : ""
    return "<div class=\"cell\"\(id)>\n\(content)</div>\n"
  }

  private func code(of cell: Cell) -> String {
    let code = highlighter.html(for: cell.code)
    return
      "<div class=\"code\"><pre tabindex=\"0\"><code class=\"swift\">\(code)</code></pre></div>\n"
  }

  private func folded(_ content: String, as summary: String, if isFolded: Bool) -> String {
    guard isFolded, !content.isEmpty else { return content }
    return "<details class=\"folded\">\n<summary>\(summary)</summary>\n\(content)</details>\n"
  }

  // MARK: Outputs

  /// What a cell left, in order. Its first figures or tables carry the label and the caption.
  private mutating func outputs(of cell: Cell, caption: [Inline]) -> String {
    let outputs = run.result.cells[cell.index]
    let kind = cell.options.label.flatMap { LabelTarget.Kind(label: $0) }
    if cell.options.run == .true, let kind, !outputs.contains(where: { $0.canBe(kind) }) {
      complain(
        "`\(cell.name)` shows no \(kind.word.lowercased())", at: cell.position,
        hints: ["a cell shows one with `show(…)`"])
    }
    if kind == nil, !caption.isEmpty, outputs.firstKind == nil {
      complain(
        "`\(cell.name)` has a caption but shows no figure or table", at: cell.position)
    }
    var html = ""
    var captioned: LabelTarget.Kind? = kind ?? (caption.isEmpty ? nil : outputs.firstKind)
    var rest = outputs[...]
    while let output = rest.first {
      if case .text(let text) = output {
        html += printed(text)
        rest.removeFirst()
        continue
      }
      // Figures in a row are one figure; each table stands alone.
      let group = output.isFigure ? rest.prefix(while: \.isFigure) : rest.prefix(1)
      rest.removeFirst(group.count)
      let isCaptioned = captioned.map(output.canBe) ?? false
      let label = isCaptioned ? cell.options.label : nil
      let text = isCaptioned ? self.caption(caption, label: label) : ""
      if isCaptioned { captioned = nil }
      html += shown(group, of: cell, label: label, caption: text)
    }
    return html
  }

  private mutating func shown(
    _ group: ArraySlice<CellOutput>, of cell: Cell, label: String?, caption: String
  ) -> String {
    if case .table(let table) = group.first {
      return tableFigure(html(table), label: label, caption: caption)
    }
    let earlier = run.result.cells[cell.index][..<group.startIndex].count(where: \.isFigure)
    let figures = group.compactMap { output -> FigureOutput? in
      if case .figure(let figure) = output { figure } else { nil }
    }
    return figureGroup(
      figures, after: earlier, of: cell, label: label, caption: caption)
  }

  /// What a cell printed, always escaped.
  private func printed(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    return """
      <div class="output"><pre tabindex="0"><samp>\(HTML.escaped(text))</samp></pre></div>

      """
  }

  /// The number and the words below a figure or above a table.
  mutating func caption(_ content: [Inline], label: String?) -> String {
    let name = label.flatMap { book.targets[$0] }.flatMap { $0.kind == nil ? nil : $0.name }
    guard name != nil || !content.isEmpty else { return "" }
    let number = name.map { "<span class=\"number\">\($0)</span> " } ?? ""
    return "<figcaption>\(number)\(html(content))</figcaption>\n"
  }
}

extension CellOutput {
  var isFigure: Bool {
    if case .figure = self { true } else { false }
  }

  /// Whether a label of this kind can name the output.
  fileprivate func canBe(_ kind: LabelTarget.Kind) -> Bool {
    switch self {
    case .text: false
    case .figure: kind == .figure
    case .table: kind == .table
    }
  }
}

extension [CellOutput] {
  /// The kind of the first output that can have a caption.
  fileprivate var firstKind: LabelTarget.Kind? {
    lazy.compactMap { output in
      switch output {
      case .text: nil
      case .figure: .figure
      case .table: .table
      }
    }.first
  }
}
