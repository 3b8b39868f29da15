import Yams

/// A YAML mapping that stands somewhere in one of the book's files: front matter, the option
/// lines of a cell, or the whole of `book.yml`.
///
/// It reads values of the kinds that settings have and notes every problem at its place.
struct YAMLSection {
  struct Entry {
    let key: String
    let keyPosition: SourcePosition
    let value: Node
  }

  /// A line of YAML without what stands before it in the file.
  struct Line {
    let text: String
    /// Where the text starts in the file.
    let position: SourcePosition
  }

  let source: SourceText
  let lines: [Line]
  /// What messages call one entry: "option" or "setting".
  private let noun: String
  private(set) var entries: [Entry] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ lines: [Line], of source: SourceText, noun: String) {
    self.source = source
    self.lines = lines
    self.noun = noun
    if let separator = lineSeparator() {
      complain(
        "\(separator.scalar.codePoint) ends a line in YAML, unseen", at: separator.position,
        hints: ["put a space in its place"])
      return
    }
    do throws(YamlError) {
      try compose()
    } catch {
      diagnostics.append(problem(for: error))
    }
  }

  private mutating func compose() throws(YamlError) {
    let root: Node?
    do {
      root = try Yams.compose(
        yaml: lines.map(\.text).joined(separator: "\n"), .default, .default, .utf8)
    } catch let error as YamlError {
      throw error
    } catch {
      throw YamlError.representer(problem: "\(error)")
    }
    guard let root, root.null == nil else { return }
    guard case .mapping(let mapping) = root else {
      diagnostics.append(
        source.problem(
          "expected lines of the form `\(noun): value`", at: position(of: root.mark)))
      return
    }
    for (key, value) in mapping {
      let place = position(of: key.mark)
      if let name = key.string {
        entries.append(Entry(key: name, keyPosition: place, value: value))
      } else {
        complain("the name of \(noun == "option" ? "an" : "a") \(noun) must be a word", at: place)
      }
    }
  }

  // MARK: Values

  /// Text on one line or several.
  mutating func text(_ entry: Entry) -> String? {
    guard let text = entry.value.scalar?.string, !text.isEmpty else {
      complain(about: entry, expected: "text")
      return nil
    }
    return text
  }

  /// A list of texts; one text alone stands for a list of one.
  mutating func texts(_ entry: Entry) -> [String]? {
    if let text = entry.value.scalar?.string, !text.isEmpty { return [text] }
    guard let sequence = entry.value.sequence else {
      complain(about: entry, expected: "a list of texts")
      return nil
    }
    let texts = sequence.compactMap { $0.scalar?.string }
    guard texts.count == sequence.count else {
      complain(about: entry, expected: "a list of texts")
      return nil
    }
    return texts
  }

  /// One of the words that `Choice` allows.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ entry: Entry, of type: Choice.Type
  ) -> Choice? {
    let found = entry.value.scalar?.string ?? ""
    if let choice = Choice(rawValue: found) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let quoted = words.map { "`\($0)`" }
    let expected = quoted.dropLast().joined(separator: ", ") + " or " + quoted.suffix(1).joined()
    complain(about: entry, expected: expected, hints: didYouMean(found, among: words))
    return nil
  }

  /// `true` or `false`.
  mutating func flag(_ entry: Entry) -> Bool? {
    switch entry.value.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      complain(about: entry, expected: "`true` or `false`")
      return nil
    }
  }

  /// A time such as `90s`, `5m` or a plain number of seconds.
  mutating func seconds(_ entry: Entry) -> Double? {
    let found = entry.value.scalar?.string ?? ""
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = found.last.flatMap { units[$0] }
    let number = Double(unit == nil ? found[...] : found.dropLast())
    guard let number, number.isFinite, number > 0 else {
      complain(about: entry, expected: "a time such as `90s`, `5m` or `1.5h`")
      return nil
    }
    return number * (unit ?? 1)
  }

  // MARK: Problems

  /// Notes that no setting has this name.
  mutating func refuse(_ entry: Entry, known: [String]) {
    let hints = didYouMean(entry.key, among: known)
    let names = known.map { "`\($0)`" }.joined(separator: ", ")
    diagnostics.append(
      source.problem(
        "unknown \(noun) `\(entry.key)`", at: entry.keyPosition,
        hints: hints.isEmpty ? ["the \(noun)s are \(names)"] : hints))
  }

  /// Notes a problem with an entry's value.
  mutating func complain(about entry: Entry, _ message: String, hints: [String] = []) {
    complain(message, at: valuePosition(of: entry), hints: hints)
  }

  /// Notes a problem at a place of the file.
  mutating func complain(_ message: String, at position: SourcePosition, hints: [String] = []) {
    diagnostics.append(source.problem(message, at: position, hints: hints))
  }

  private mutating func complain(about entry: Entry, expected: String, hints: [String] = []) {
    let found =
      switch entry.value {
      case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "`\(scalar.string)`"
      case .sequence: "a list"
      default: "`name: value` lines"
      }
    complain(about: entry, "`\(entry.key)` must be \(expected), found \(found)", hints: hints)
  }

  /// Where an entry's value starts; its key's place where YAML gives the value none.
  func valuePosition(of entry: Entry) -> SourcePosition {
    entry.value.scalar?.string == "" ? entry.keyPosition : position(of: entry.value.mark)
  }

  /// The place in the file of a place in the YAML, which counts in Unicode scalars.
  func position(of mark: Mark?) -> SourcePosition {
    guard let first = lines.first else { return source.position(line: 1) }
    guard let mark else { return first.position }
    return position(line: mark.line, column: mark.column)
  }

  /// The place in the file of a line and a column of the YAML, both counted from 1.
  func position(line number: Int, column: Int) -> SourcePosition {
    let line = lines[min(max(number - 1, 0), lines.count - 1)]
    let before = line.text.unicodeScalars.prefix(max(column - 1, 0))
    return SourcePosition(
      file: line.position.file, line: line.position.line,
      column: line.position.column + String(before).utf8.count)
  }
}
