import BookModel
import BookRecords

/// Pages of a site that is made in spite of errors.
extension ChapterRenderer {
  /// What stands above a chapter that did not run to its end.
  var banner: String {
    guard let stop = run.result.stop else { return "" }
    let elsewhere = stop.messages.filter { $0.cell == nil }.map(\.text)
    return box(
      "This chapter has errors. What you see is what ran before them.",
      elsewhere.joined(separator: "\n"))
  }

  /// The error in the place of a cell's output, or why the cell did not run.
  func stop(of cell: Cell) -> String {
    guard let stop = run.result.stop else { return "" }
    let messages = stop.messages.filter { $0.cell == cell.index }.map(\.text)
    if !messages.isEmpty { return box("This failed.", messages.joined(separator: "\n")) }
    return stop.notRun.contains(cell.index) ? box("Not run: \(stop.reason).", "") : ""
  }

  private func box(_ title: String, _ details: String) -> String {
    let text =
      details.isEmpty
      ? "" : "\n<pre tabindex=\"0\"><samp>\(HTML.escaped(details))\n</samp></pre>"
    return "<div class=\"output failure\"><p>\(HTML.escaped(title))</p>\(text)</div>\n"
  }
}
