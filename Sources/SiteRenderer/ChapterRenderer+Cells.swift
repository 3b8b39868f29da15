import BookModel

extension ChapterRenderer {
  /// A cell: its code, then what it left, tied together.
  mutating func cell(_ place: CellPlace) -> String {
    let cell = chapter.cells[place.index]
    let options = cell.options
    guard options.remove != .cell, edition.includes(cell) else { return "" }

    var input = ""
    if options.remove != .input, !cell.code.isEmpty {
      input = folded(code(of: cell), as: "Code", if: options.hide == .input)
    }
    var output = ""
    if options.remove != .output {
      output = folded(
        outputs(of: cell, at: place), as: "Output", if: options.hide == .output)
    }
    output += stop(of: cell)
    guard !input.isEmpty || !output.isEmpty else { return "" }
    let content = folded(input + output, as: "Code and output", if: options.hide == .cell)
    // References lead to the figure or the table, or to the cell if it left none.
    let id = options.label.map { " id=\"\($0)\"" } ?? ""
    return "<div class=\"cell\"\(content.contains(id) ? "" : id)>\n\(content)</div>\n"
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
}
