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
    let head = Self.head(imports)
    let trials = Dictionary(grouping: chapter.trials, by: \.place)
    var main = head
    for cell in chapter.cells {
      main += Self.inlineCalls(of: chapter, before: cell.index)
      if cell.runsInPlace {
        main += "_beginCell(\(cell.index))\n" + Self.located(cell)
      }
      for trial in trials[cell.index] ?? [] { main += Self.block(of: trial) }
    }
    main += Self.inlineCalls(of: chapter, before: chapter.cells.count)
    self.main = main + "_endChapter()\n"
    self.exports = head + exports.map(Self.located).joined()
  }

  /// The program as far as it goes before a cell, with the inline values up to there.
  init(_ chapter: Chapter, before cell: Cell, exports: [Cell], imports: [String]) {
    let head = Self.head(imports)
    main = head
    for earlier in chapter.cells[..<cell.index] {
      main += Self.inlineCalls(of: chapter, before: earlier.index)
      if earlier.runsInPlace { main += Self.located(earlier) }
    }
    main += Self.inlineCalls(of: chapter, before: cell.index)
    self.exports = head + exports.map(Self.located).joined()
  }

  /// The program up to a cell that does not run, and that cell, to see whether it compiles.
  init(_ chapter: Chapter, upTo cell: Cell, exports: [Cell], imports: [String]) {
    let head = Self.head(imports)
    let before = chapter.cells[..<cell.index].filter(\.runsInPlace)
    main = head + (before + [cell]).map(Self.located).joined()
    self.exports = head + exports.map(Self.located).joined()
  }

  private static func head(_ imports: [String]) -> String {
    (["Notebook"] + imports).map { "import \($0)\n" }.joined()
  }

  /// What a trial declares is seen only inside its block. The block starts in the chapter's file,
  /// since debug information has but one file for all lines of a block.
  private static func block(of trial: Trial) -> String {
    let index = trial.cell.index
    let start = SourcePosition(
      file: trial.cell.position.file, line: trial.cell.position.line - 1)
    return located("if _beginTrial(\(index)) {\n", at: start)
      + trial.code.map(located).joined() + "_endTrial(\(index))\n}\n"
  }

  private static func inlineCalls(of chapter: Chapter, before cell: Int) -> String {
    chapter.inlineExpressions.filter { $0.cellsBefore == cell }.map { expression in
      // Spaces make the compiler's columns those of the chapter, where several stand in one line.
      let spaces = String(repeating: " ", count: expression.position.column - 1)
      return "try _inline(\(expression.index)) {\n"
        + located(spaces + expression.code + "\n", at: expression.position) + "}\n"
    }.joined()
  }

  private static func located(_ cell: Cell) -> String { located(cell.code, at: cell.position) }

  private static func located(_ code: String, at position: SourcePosition) -> String {
    let file = position.file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "#sourceLocation(file: \"\(file)\", line: \(position.line))\n\(code)#sourceLocation()\n"
  }
}
