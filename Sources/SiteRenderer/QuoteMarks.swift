/// Turns straight quotation marks and apostrophes into the ones of print: “so”, ‘so’ and don’t.
///
/// A mark opens where a word begins: behind a space, a bracket, a dash or another opening mark.
/// The last character is remembered, since a sentence is made of several pieces.
struct QuoteMarks {
  private var last: Character = " "

  /// The next piece of a sentence.
  mutating func curled(_ text: String) -> String {
    var curled = ""
    for (index, character) in zip(text.indices, text) {
      switch character {
      case "\"":
        last = opens ? "“" : "”"
      case "'":
        // Years lose their century: ’98.
        let next = text[text.index(after: index)...].first
        last = opens && next?.isNumber != true ? "‘" : "’"
      default:
        last = character
      }
      curled.append(last)
    }
    return curled
  }

  /// Notes that something stands in the sentence that is not text: code, a formula, a number.
  mutating func skipWord() {
    last = "x"
  }

  private var opens: Bool {
    last.isWhitespace || "([{“‘–—/".contains(last)
  }
}

extension String {
  /// The text with quotation marks and apostrophes of print.
  var curled: String {
    var quoteMarks = QuoteMarks()
    return quoteMarks.curled(self)
  }
}
