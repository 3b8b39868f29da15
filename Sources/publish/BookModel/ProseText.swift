/// Markdown that is parsed on its own, such as a chapter or a caption, and where it stands in the
/// book's files.
struct ProseText {
  let lines: [String]
  private let source: SourceText
  /// How many lines were put before those of the file.
  private let addedLines: Int
  /// Where each byte of each line stands, and its end; `nil` for the lines of the file itself.
  private let places: [[SourcePosition]]?

  /// A text that stands in the file as it is.
  ///
  /// - Parameters:
  ///   - lines: the lines of the whole file, some perhaps made blank.
  ///   - head: lines to put before them.
  init(_ lines: [String], of source: SourceText, after head: [String] = []) {
    self.lines = head + lines
    self.source = source
    addedLines = head.count
    places = nil
  }

  /// A text whose characters stand elsewhere than in the file's lines, or in another form.
  ///
  /// - Parameter place: where each of its scalars stands; one more for its end.
  init(_ text: String, of source: SourceText, places: [SourcePosition]) {
    var lines: [String] = []
    var placesOfLines: [[SourcePosition]] = []
    var start = text.utf8.startIndex
    var rest = places[...]
    for line in text.utf8.splitIntoLines() {
      rest = rest.dropFirst(text.unicodeScalars.distance(from: start, to: line.startIndex))
      start = line.startIndex
      let scalars = Substring(line).unicodeScalars
      let ofBytes = zip(scalars, rest).flatMap { scalar, place in
        [SourcePosition](repeating: place, count: UTF8.width(scalar))
      }
      lines.append(String(Substring(line)))
      placesOfLines.append(ofBytes + rest.dropFirst(scalars.count).prefix(1))
    }
    self.lines = lines
    self.source = source
    addedLines = 0
    self.places = placesOfLines
  }

  /// Where a place of the parsed text stands in the file, both counted from 1.
  func position(line: Int, column: Int) -> SourcePosition {
    guard let places else {
      return source.position(line: line - addedLines, column: column)
    }
    let ofLine = places.isEmpty ? [] : places[min(max(line, 1), places.count) - 1]
    guard !ofLine.isEmpty else { return source.position(line: 1) }
    return ofLine[min(max(column, 1), ofLine.count) - 1]
  }

  /// One line, from a byte on, as a text of its own.
  func line(_ number: Int, from offset: Int) -> ProseText {
    let line = lines[number - 1]
    let words = String(decoding: line.utf8.dropFirst(offset), as: UTF8.self)
    var places: [SourcePosition] = []
    var column = offset + 1
    for scalar in words.unicodeScalars {
      places.append(position(line: number, column: column))
      column += UTF8.width(scalar)
    }
    return ProseText(
      words, of: source, places: places + [position(line: number, column: column)])
  }

  /// The bytes of a line counted from 1, or `nil` past the end.
  func bytes(ofLine number: Int) -> [UInt8]? {
    lines.indices.contains(number - 1) ? Array(lines[number - 1].utf8) : nil
  }
}
