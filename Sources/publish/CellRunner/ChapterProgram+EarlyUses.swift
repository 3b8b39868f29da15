import BookModel

/// Variables that are used before the cell that declares them.
///
/// The compiler accepts such a use at the top level of a program, where the variable reads as
/// zero. So the program before the declaring cell is checked once more on its own, but only where
/// a word of it is the variable's name.
extension ChapterProgram {
  /// - Returns: Every use of a variable that only a later cell declares.
  func earlyUses(exports: [Cell], imports: [String]) async throws(ChapterFailure) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for cell in chapter.cells where cell.runsInPlace {
      let names = cell.code.variableNames.intersection(chapter.words(before: cell))
      guard !names.isEmpty else { continue }
      let tangled = TangledChapter(chapter, before: cell, exports: exports, imports: imports)
      let (_, text) = try await compile(tangled, flags: ["-typecheck"])
      for message in CompilerMessages(text, chapters: chapters).diagnostics {
        guard let name = names.first(where: { message.message == "cannot find '\($0)' in scope" })
        else { continue }
        problems.append(
          Diagnostic(
            .error, "`\(name)` is used before the cell that declares it", at: message.position,
            sourceLine: message.sourceLine,
            hints: ["\(cell.name) declares it, at line \(cell.position.line)"]))
      }
    }
    return problems
  }
}

extension Chapter {
  /// Every word of the code before a cell.
  fileprivate func words(before cell: Cell) -> Set<String> {
    let inline = inlineExpressions.filter { $0.cellsBefore <= cell.index }.map(\.code)
    let code = cells[..<cell.index].filter(\.runsInPlace).map(\.code) + inline
    return Set(code.flatMap(\.words))
  }
}

extension String {
  fileprivate var words: [String] {
    split { !($0 == "_" || $0.isLetter || $0.isNumber) }.map(String.init)
  }

  /// The names that may be top-level variables: the words on lines that declare some and that are
  /// not indented. Names that are none cost a check and change nothing.
  fileprivate var variableNames: Set<String> {
    let lines = split(separator: "\n").filter { line in
      line.first?.isWhitespace == false && line.contains(/\b(let|var)\b/)
    }
    return Set(lines.flatMap { String($0).words })
  }
}
