import BookModel

/// The cache keys of a chapter and of its cells.
///
/// A key stands for all that a result depends on: the code up to there, the exported declarations
/// that it sees, the compiler, its flags, the library and the book's inputs. Prose, captions and
/// what is folded are no part of it.
struct ChapterKeys {
  /// The key of the chapter's result as a whole.
  var chapter: String
  /// For each cell the key of a checkpoint in it.
  var cells: [String]
  /// For each cell where its figures come from: the chapter and a digest of the code alone, which
  /// is the same on every machine.
  var sources: [String]

  init(
    _ chapter: Chapter, exports: [Cell], settings: BookSettings, toolchain: Toolchain,
    inputs: InputDigest
  ) {
    var base = Digest()
    base.add("format", "1")
    base.add("compiler", toolchain.version)
    base.add("flags", toolchain.flags.joined(separator: "\n"))
    base.add("library", toolchain.library.identity)
    base.add("inputs", inputs.of(settings))
    base.add("imports", settings.imports.joined(separator: "\n"))
    for cell in exports { base.add("export", cell.code) }
    var previous = base.finish()

    cells = []
    sources = []
    for cell in chapter.cells {
      var code = Digest()
      for seen in exports + chapter.cells[...cell.index] { code.add("cell", seen.code) }
      sources.append("\(chapter.file), code \(code.finish().prefix(16))")
      var digest = Digest()
      digest.add("before", previous)
      digest.add("run", cell.options.run.rawValue)
      digest.add("role", cell.options.role?.rawValue ?? "")
      digest.add("exercise", cell.options.exercise ?? "")
      digest.add("code", cell.code)
      digest.add("inputs", inputs.of(cell.options.inputs))
      previous = digest.finish()
      cells.append(previous)
    }

    var whole = Digest()
    whole.add("cells", previous)
    for cell in chapter.cells { whole.add("name", cell.name) }
    for expression in chapter.inlineExpressions {
      whole.add("inline after \(expression.cellsBefore)", expression.code)
    }
    self.chapter = whole.finish()
  }
}
