import BookModel
import BookRecords

/// Turns a cell, its code and what it left into HTML.
struct CellRenderer {
  private let page: PageSource
  private let figures: FigureRenderer
  private let stop: StopNotice

  init(of page: PageSource) {
    self.page = page
    figures = FigureRenderer(of: page)
    stop = StopNotice(of: page)
  }

  /// A cell: its code, then what it left, tied together.
  func html(_ place: CellPlace, into notes: inout PageNotes) -> String {
    let cell = page.chapter.cells[place.index]
    let options = cell.options
    guard options.remove != .cell, page.edition.includes(cell) else { return "" }

    var input = ""
    if options.remove != .input, !cell.code.isEmpty {
      input = folded(code(of: cell), as: page.words.code, if: options.hide == .input)
    }
    var output = ""
    if options.remove != .output {
      output = folded(
        outputs(of: cell, at: place, into: &notes), as: page.words.output,
        if: options.hide == .output)
    }
    output += stop.html(at: cell)
    guard !input.isEmpty || !output.isEmpty else { return "" }
    var content = folded(input + output, as: page.words.codeAndOutput, if: options.hide == .cell)
    if let role = options.role { content = part(role, of: options.exercise ?? "", content) }
    // References lead to the figure or the table, or to the cell if it left none.
    let id = HTML.id(options.label)
    return "<div class=\"cell\"\(content.contains(id) ? "" : id)>\n\(content)</div>\n"
  }

  /// A part of an exercise below its name. What readers should find themselves is folded.
  private func part(_ role: CellOptions.Role, of exercise: String, _ content: String) -> String {
    func name(_ words: String) -> String { HTML.escaped(words.filled(exercise)) }
    let words = page.words
    return switch role {
    case .exercise: "<p class=\"part\">\(name(words.exercise))</p>\n\(content)"
    case .check: "<p class=\"part\">\(name(words.check))</p>\n\(content)"
    case .solution: folded(content, as: name(words.solution), if: true)
    case .wrong: folded(content, as: name(words.wrongAttempt), if: true)
    }
  }

  private func code(of cell: Cell) -> String {
    let code = page.highlighter.html(for: cell.code)
    return
      "<div class=\"code\"><pre tabindex=\"0\"><code class=\"swift\">\(code)</code></pre></div>\n"
  }

  private func folded(_ content: String, as summary: String, if isFolded: Bool) -> String {
    guard isFolded, !content.isEmpty else { return content }
    return "<details class=\"folded\">\n<summary>\(summary)</summary>\n\(content)</details>\n"
  }

  // MARK: What it left

  /// What a cell left, in order. Its first figures, table or formula carry the label and the
  /// caption.
  private func outputs(of cell: Cell, at place: CellPlace, into notes: inout PageNotes) -> String {
    let outputs = page.outputs(of: cell)
    if outputs.isEmpty, let verdict = passed(cell) { return HTML.passed(verdict) }
    let kind = cell.options.label.flatMap { LabelTarget.Kind(label: $0) }
    checkPromises(of: cell, kind: kind, outputs: outputs, into: &notes)
    var html = ""
    var labelled = kind ?? (place.caption.isEmpty ? nil : outputs.firstKind)
    var rest = outputs[...]
    while let output = rest.first {
      // Figures in a row are one figure.
      let group = output.isFigure ? rest.prefix(while: \.isFigure) : rest.prefix(1)
      rest.removeFirst(group.count)
      let isLabelled = labelled != nil && output.kind == labelled
      if isLabelled { labelled = nil }
      html += self.html(group, of: cell, at: isLabelled ? place : nil, into: &notes)
    }
    return html
  }

  /// What readers are told of an attempt that passed its check.
  private func passed(_ cell: Cell) -> String? {
    guard page.run.result.stop == nil else { return nil }
    return switch cell.options.role {
    case .check: page.words.starterPasses
    case .solution: page.words.passes
    case .exercise, .wrong, nil: nil
    }
  }

  /// A label or a caption needs something to stand at.
  private func checkPromises(
    of cell: Cell, kind: LabelTarget.Kind?, outputs: [CellOutput], into notes: inout PageNotes
  ) {
    if cell.options.run == .true, let kind, !outputs.contains(where: { $0.kind == kind }) {
      let call = kind == .equation ? "show(tex: …)" : "show(…)"
      notes.complain(
        "`\(cell.name)` shows no \(kind.word.lowercased())", at: cell.position,
        hints: ["a cell shows one with `\(call)`"])
    }
    if kind == nil, cell.options.caption != nil, outputs.firstKind == nil {
      notes.complain(
        "`\(cell.name)` has a caption but shows no figure or table", at: cell.position)
    }
  }

  /// One output, or figures in a row.
  ///
  /// - Parameter place: where the label and the caption come from, if these outputs carry them.
  private func html(
    _ group: ArraySlice<CellOutput>, of cell: Cell, at place: CellPlace?,
    into notes: inout PageNotes
  ) -> String {
    let label = place == nil ? nil : cell.options.label
    var caption = ""
    if let place { caption = self.caption(place.caption, label: label, into: &notes) }
    switch group.first {
    case .text(let text): return HTML.printed(text)
    case .paragraph(let text): return "<p>\(HTML.escaped(text))</p>\n"
    case .table(let table):
      return HTML.tableFigure(
        HTML.table(table), name: page.words.word(for: .table), label: label, caption: caption)
    case .formula(let tex):
      return page.displayed(tex: tex, of: cell, label: label, into: &notes)
    case .failure(let failure): return html(failure, of: cell)
    case .figure:
      let earlier = page.outputs(of: cell)[..<group.startIndex].count(where: \.isFigure)
      return figures.html(
        group.compactMap(\.figure), after: earlier, of: cell, label: label, caption: caption,
        subcaptions: place?.subcaptions ?? [], into: &notes)
    case nil: return ""
    }
  }

  /// A promised failure: what became of the cell, and the message with the chapter's line.
  private func html(_ failure: FailureOutput, of cell: Cell) -> String {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    let messages = failure.messages.map { message in
      let place = SourcePosition(
        file: page.chapter.fileName, line: cell.position.line + message.line,
        column: message.column)
      let line = lines.indices.contains(message.line) ? String(lines[message.line]) : nil
      return Diagnostic(.error, message.text, at: place, sourceLine: line).rendered
    }
    return HTML.failure(
      failure.verdict(on: cell, in: page.words), details: messages.joined(separator: "\n"))
  }

  /// The number and the words below a figure or above a table.
  func caption(_ content: [Inline], label: String?, into notes: inout PageNotes) -> String {
    let target = label.flatMap { page.book.targets[$0] }
    let name = target?.kind == nil ? nil : target?.name(in: page.words)
    guard name != nil || !content.isEmpty else { return "" }
    let number = name.map { "<span class=\"number\">\($0)</span> " } ?? ""
    return "<figcaption>\(number)\(page.html(content, into: &notes))</figcaption>\n"
  }
}

extension FailureOutput {
  /// What readers are told about a cell that failed.
  fileprivate func verdict(on cell: Cell, in words: BookWords) -> String {
    if cell.options.role == .check { return words.starterFails }
    if cell.options.role == .wrong { return words.isRefused }
    return switch kind {
    case .compileError: words.doesNotCompile
    case .trap: words.stopsProgram
    case .thrownError: words.throwsError
    }
  }
}

extension CellOutput {
  fileprivate var isFigure: Bool { figure != nil }

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
