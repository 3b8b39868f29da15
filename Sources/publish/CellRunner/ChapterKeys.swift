import BookModel
import BookRecords
import Foundation

/// The cache keys of a chapter and of its cells.
///
/// A key stands for all that a result depends on and that is known before the chapter runs: the
/// code up to there, the exported declarations that it sees, the compiler, its flags, the library
/// and the declared inputs. Prose, captions and what is folded are no part of it.
struct ChapterKeys {
  /// The key of the chapter's result as a whole.
  var chapter: String
  /// What the program is told of each cell, with the key of a checkpoint in it.
  var cells: [CellPlan.Cell] = []
  /// What all cells depend on.
  private(set) var common: [KeyPart]
  /// What each cell depends on besides the cells before it.
  private(set) var ofCells: [[KeyPart]] = []
  /// What only the chapter as a whole depends on.
  private(set) var others: [KeyPart]

  init(
    _ chapter: Chapter, exports: [Cell], settings: BookSettings, toolchain: Toolchain,
    inputs: InputDigest, figureForms: [FigureForm]
  ) {
    common = [
      KeyPart(name: "the form of kept results", value: "4"),
      KeyPart(name: "the compiler", value: toolchain.version, isReadable: true),
      KeyPart(
        name: "the list of the compiler's flags", value: toolchain.flags.joined(separator: "\n")),
      KeyPart(name: "the library for cells", value: toolchain.library.identity),
      KeyPart(
        name: "the list of the book's imports", value: settings.imports.joined(separator: ", "),
        isReadable: true),
    ]
    common += inputs.parts(of: settings)
    common += exports.enumerated().map { index, cell in
      KeyPart(
        name: "exported cell \(index + 1)", value: Self.digest(of: cell.code),
        place: cell.position.place)
    }
    let code = CodeWords((exports + chapter.cells).map(\.code), chapter.inlineExpressions)
    if code.namesPlaces { common += exports.map(Self.place(of:)) }
    common += code.variables.map(inputs.part(ofVariable:))
    var previous = Self.digest(of: common)

    for cell in chapter.cells {
      var seen = Digest()
      for earlier in exports + chapter.cells[...cell.index] { seen.add("cell", earlier.code) }
      let parts =
        [
          KeyPart(
            name: "the code of cell \(cell.index + 1)", value: Self.digest(of: cell.code),
            place: cell.position.place),
          KeyPart(
            name: "the part of cell \(cell.index + 1)", value: Self.part(of: cell),
            isReadable: true),
        ] + cell.options.inputs.map(inputs.part(of:))
        + (code.namesPlaces ? [Self.place(of: cell)] : [])
      previous = Self.digest(of: parts, after: previous)
      ofCells.append(parts)
      cells.append(
        CellPlan.Cell(
          name: cell.options.label ?? "cell-\(cell.index + 1)", key: previous,
          source: "code \(seen.finish().prefix(16))"))
    }

    others = chapter.cells.map {
      KeyPart(name: "the name of cell \($0.index + 1)", value: $0.name, isReadable: true)
    }
    // No part of the cells' keys: checkpoints are as they were.
    others.append(
      KeyPart(
        name: "the list of figures' forms",
        value: figureForms.map(\.rawValue).joined(separator: ", "), isReadable: true))
    others += chapter.inlineExpressions.map {
      KeyPart(
        name: "inline value \($0.index + 1)", value: "\($0.code), after \($0.cellsBefore) cells",
        isReadable: true)
    }
    if code.namesPlaces {
      others += chapter.inlineExpressions.map {
        KeyPart(
          name: "the place of inline value \($0.index + 1)", value: $0.position.place,
          isReadable: true)
      }
    }
    self.chapter = Self.digest(of: others, after: previous)
  }

  /// Everything on which the results of some of the first cells depend.
  func parts(upTo cell: Int) -> [KeyPart] { common + ofCells.prefix(cell + 1).joined() }

  var parts: [KeyPart] { common + ofCells.joined() + others }

  /// Whether and how a cell runs.
  private static func part(of cell: Cell) -> String {
    let role = cell.options.role.map { ", \($0.rawValue): \(cell.options.exercise ?? "")" }
    return "run: \(cell.options.run.rawValue)" + (role ?? "")
  }

  private static func place(of cell: Cell) -> KeyPart {
    KeyPart(
      name: "the place of cell \(cell.index + 1) of \(cell.position.file)",
      value: cell.position.place, isReadable: true)
  }

  private static func digest(of code: String) -> String { Digest.of(Data(code.utf8)) }

  private static func digest(of parts: [KeyPart], after previous: String = "") -> String {
    var digest = Digest()
    digest.add("before", previous)
    for part in parts { digest.add(part.name, part.value) }
    return digest.finish()
  }
}

extension SourcePosition {
  fileprivate var place: String { "\(file):\(line)" }
}
