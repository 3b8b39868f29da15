import BookModel
import BookRecords

extension ChapterRenderer {
  /// What a cell left, in order. Its first figures, table or formula carry the label and the
  /// caption.
  mutating func outputs(of cell: Cell, at place: CellPlace) -> String {
    let outputs = run.result.cells[cell.index]
    let kind = cell.options.label.flatMap { LabelTarget.Kind(label: $0) }
    checkPromises(of: cell, kind: kind, outputs: outputs)
    var html = ""
    var labelled = kind ?? (place.caption.isEmpty ? nil : outputs.firstKind)
    var rest = outputs[...]
    while let output = rest.first {
      // Figures in a row are one figure.
      let group = output.isFigure ? rest.prefix(while: \.isFigure) : rest.prefix(1)
      rest.removeFirst(group.count)
      let isLabelled = labelled != nil && output.kind == labelled
      if isLabelled { labelled = nil }
      html += self.html(group, of: cell, at: isLabelled ? place : nil)
    }
    return html
  }

  /// A label or a caption needs something to stand at.
  private mutating func checkPromises(
    of cell: Cell, kind: LabelTarget.Kind?, outputs: [CellOutput]
  ) {
    if cell.options.run == .true, let kind, !outputs.contains(where: { $0.kind == kind }) {
      let call = kind == .equation ? "show(tex: …)" : "show(…)"
      complain(
        "`\(cell.name)` shows no \(kind.word.lowercased())", at: cell.position,
        hints: ["a cell shows one with `\(call)`"])
    }
    if kind == nil, cell.options.caption != nil, outputs.firstKind == nil {
      complain(
        "`\(cell.name)` has a caption but shows no figure or table", at: cell.position)
    }
  }

  /// One output, or figures in a row.
  ///
  /// - Parameter place: Where the label and the caption come from, if these outputs carry them.
  private mutating func html(
    _ group: ArraySlice<CellOutput>, of cell: Cell, at place: CellPlace?
  ) -> String {
    let label = place == nil ? nil : cell.options.label
    let caption = place.map { self.caption($0.caption, label: label) } ?? ""
    switch group.first {
    case .text(let text): return printed(text)
    case .paragraph(let text): return "<p>\(HTML.escaped(text))</p>\n"
    case .table(let table): return tableFigure(html(table), label: label, caption: caption)
    case .formula(let tex): return displayed(tex: tex, of: cell, label: label)
    case .failure(let failure): return html(failure, of: cell)
    case .figure:
      let earlier = run.result.cells[cell.index][..<group.startIndex].count(where: \.isFigure)
      return figureGroup(
        group.compactMap(\.figure), after: earlier, of: cell, label: label, caption: caption,
        subcaptions: place?.subcaptions ?? [])
    case nil: return ""
    }
  }

  /// What a cell printed, always escaped.
  private func printed(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    return """
      <div class="output"><pre tabindex="0"><samp>\(HTML.escaped(text))</samp></pre></div>

      """
  }

  /// A promised failure: what became of the cell, and the message with the chapter's line.
  private func html(_ failure: FailureOutput, of cell: Cell) -> String {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    let messages = failure.messages.map { message in
      let place = SourcePosition(
        file: chapter.fileName, line: cell.position.line + message.line, column: message.column)
      let line = lines.indices.contains(message.line) ? String(lines[message.line]) : nil
      return Diagnostic(.error, message.text, at: place, sourceLine: line).rendered
    }
    return """
      <div class="output failure"><p>\(failure.verdict(on: cell))</p>
      <pre tabindex="0"><samp>\(HTML.escaped(messages.joined(separator: "\n")))
      </samp></pre></div>

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

extension FailureOutput {
  /// What readers are told about a cell that failed.
  fileprivate func verdict(on cell: Cell) -> String {
    if cell.options.role == .check { return "The code to start from fails this check." }
    return switch kind {
    case .compileError: "This does not compile."
    case .trap: "This stops the program."
    case .thrownError: "This throws an error."
    }
  }
}

extension CellOutput {
  var isFigure: Bool { figure != nil }

  fileprivate var figure: FigureOutput? {
    if case .figure(let figure) = self { figure } else { nil }
  }

  /// What kind of label can name the output.
  fileprivate var kind: LabelTarget.Kind? {
    switch self {
    case .text, .paragraph, .failure: nil
    case .figure: .figure
    case .table: .table
    case .formula: .equation
    }
  }
}

extension [CellOutput] {
  /// The kind of the first output that can have a caption.
  fileprivate var firstKind: LabelTarget.Kind? {
    lazy.compactMap(\.kind).first { $0 == .figure || $0 == .table }
  }
}
