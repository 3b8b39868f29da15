import BookModel
import Foundation

extension PageSource {
  /// A formula as HTML; a formula that KaTeX refuses is noted and shown as TeX.
  ///
  /// - Parameter place: where the TeX comes from, if it does not stand in the chapter itself.
  func html(_ formula: Formula, at place: SourcePosition? = nil, into notes: inout PageNotes)
    -> String
  {
    do throws(FormulaRenderer.Refusal) {
      return try formulas.html(for: formula)
    } catch {
      if !error.isRepeated {
        notes.complain(
          "bad mathematics: \(error.message)",
          at: place ?? formula.position(ofCharacter: error.offset ?? 0, in: chapter.lines),
          hints: place == nil ? [] : ["the cell shows \(formula.tex)"])
      }
      return "<code>\(HTML.escaped(formula.tex))</code>"
    }
  }

  /// A formula on a line of its own, with its number if it has a label.
  func displayed(_ formula: Formula, element: String, into notes: inout PageNotes) -> String {
    equation(html(formula, into: &notes), label: formula.label, element: element)
  }

  /// Mathematics that a cell showed.
  func displayed(tex: String, of cell: Cell, label: String?, into notes: inout PageNotes)
    -> String
  {
    let formula = Formula(tex: tex, isDisplayed: true, position: cell.position)
    let html = html(formula, at: cell.position, into: &notes)
    return equation(html, label: label, element: "div") + "\n"
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

extension Formula {
  /// Where a character of the TeX stands in the file.
  ///
  /// Further lines are looked up, since the TeX has lost what stood before them.
  fileprivate func position(ofCharacter offset: Int, in lines: [String]) -> SourcePosition {
    let before = tex.unicodeScalars.prefix(offset).split(
      separator: "\n", omittingEmptySubsequences: false)
    let lineOffset = max(0, before.count - 1)
    let bytes = before.last.map { String($0).utf8.count } ?? 0
    var place = position
    guard lineOffset > 0 else {
      place.column += (isDisplayed ? 2 : 1) + bytes
      return place
    }
    place.line += lineOffset
    // A formula of a caption may have its lines in another form in the file.
    guard lines.indices.contains(place.line - 1) else { return position }
    let texLines = tex.split(separator: "\n", omittingEmptySubsequences: false)
    let source = lines[place.line - 1]
    let start = source.range(of: String(texLines[lineOffset]))?.lowerBound ?? source.startIndex
    place.column = source.utf8.distance(from: source.startIndex, to: start) + bytes + 1
    return place
  }
}
