/// The one rule for line ends, CommonMark's: a line ends with LF, CR, or CR and LF.
///
/// Other characters that some programs break lines at, such as U+2028, are text like any other.
extension Collection<UInt8> {
  /// The lines without their ends. What follows the last line end is a line only if it is not
  /// empty.
  func splitIntoLines() -> [SubSequence] {
    var lines: [SubSequence] = []
    var start = startIndex
    while start < endIndex {
      guard let end = self[start...].firstIndex(where: { $0 == .lineFeed || $0 == .carriageReturn })
      else {
        lines.append(self[start...])
        break
      }
      lines.append(self[start..<end])
      start = index(after: end)
      if self[end] == .carriageReturn, start < endIndex, self[start] == .lineFeed {
        start = index(after: start)
      }
    }
    return lines
  }
}

extension String {
  /// The lines without their ends.
  var linesOfText: [String] {
    utf8.splitIntoLines().map { String(Substring($0)) }
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  /// Whether Markdown takes this byte for white space within a line.
  var isSpaceOrTab: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
