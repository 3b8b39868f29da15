import BookModel

/// A chapter's cells as the two source files of one program.
///
/// `#sourceLocation` makes every message and every line of a call stack name the chapter.
struct TangledChapter {
  /// The chapter's own cells in order, as top-level code.
  var main: String
  /// The exported declarations of earlier chapters.
  var exports: String

  init(_ chapter: Chapter, exports: [Cell], imports: [String]) {
    let head = (["Notebook"] + imports).map { "import \($0)\n" }.joined()
    var main = head
    for cell in chapter.cells {
      main += Self.inlineCalls(of: chapter, before: cell.index)
      guard cell.options.run == .true else { continue }
      main += "_beginCell(\(cell.index))\n" + Self.located(cell.code, at: cell.position)
    }
    main += Self.inlineCalls(of: chapter, before: chapter.cells.count)
    self.main = main + "_endChapter()\n"
    self.exports = head + exports.map { Self.located($0.code, at: $0.position) }.joined()
  }

  private static func inlineCalls(of chapter: Chapter, before cell: Int) -> String {
    chapter.inlineExpressions.filter { $0.cellsBefore == cell }.map { expression in
      "try _inline(\(expression.index)) {\n"
        + located(expression.code + "\n", at: expression.position) + "}\n"
    }.joined()
  }

  private static func located(_ code: String, at position: SourcePosition) -> String {
    "#sourceLocation(file: \"\(position.file)\", line: \(position.line))\n\(code)#sourceLocation()\n"
  }
}
