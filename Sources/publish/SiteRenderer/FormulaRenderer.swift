import BookModel
import Errors
import Files
import Foundation

/// Turns TeX into HTML by KaTeX, which runs in this process and once a formula.
final class FormulaRenderer {
  /// TeX that KaTeX refuses.
  struct Refusal: Error {
    let message: String
    /// How many characters of the TeX stand before the place, if KaTeX names one.
    let offset: Int?
    /// Whether an earlier formula was refused for the same reason, which is not its own.
    var isRepeated = false
  }

  private let katex: KaTeX?
  private let cache: FragmentCache
  /// KaTeX loaded, or why it could not be; it is loaded with the first formula.
  private var engine: Result<JavaScriptEngine, Refusal>?
  /// Whether any page needs KaTeX's style sheet.
  private(set) var isUsed = false

  init(katex: KaTeX?, cache: FragmentCache) {
    self.katex = katex
    self.cache = cache
  }

  /// HTML with MathML in it for screen readers.
  func html(for formula: Formula) throws(Refusal) -> String {
    isUsed = true
    let key = "katex \(formula.isDisplayed) \(formula.tex)"
    if let html = cache[key] { return html }
    let engine = try loadedEngine()
    let answer: String
    do throws(JavaScriptError) {
      answer = try engine.call("bookFormula", formula.tex, formula.isDisplayed ? "1" : "")
    } catch {
      throw Refusal(message: error.message, offset: nil)
    }
    guard answer.first == "=" else { throw Self.refusal(answer) }
    let html = String(answer.dropFirst())
    cache[key] = html
    return html
  }

  /// The formula as plain text; its TeX if KaTeX refuses it.
  func plainText(of formula: Formula) -> String {
    (try? html(for: formula)).map { MathText(html: $0).text } ?? formula.tex
  }

  private func loadedEngine() throws(Refusal) -> JavaScriptEngine {
    if case .failure(var refusal) = engine {
      refusal.isRepeated = true
      throw refusal
    }
    let loaded = engine ?? Result { () throws(Refusal) in try load() }
    engine = loaded
    return try loaded.get()
  }

  private func load() throws(Refusal) -> JavaScriptEngine {
    guard let katex else {
      throw Refusal(
        message: "KaTeX is not installed; `make setup` installs it, or KATEX_DIR names its folder",
        offset: nil)
    }
    do {
      let engine = try JavaScriptEngine()
      try engine.evaluate(katex.script())
      try engine.evaluate(Self.script)
      return engine
    } catch let error as JavaScriptError {
      throw Refusal(message: "KaTeX does not start: \(error.message)", offset: nil)
    } catch {
      let words = InputError(error, place: "KaTeX", expected: "files that can be read")
      throw Refusal(message: "\(words)", offset: nil)
    }
  }

  /// What a formula's HTML depends on besides KaTeX and its TeX.
  static var identity: String { script }

  /// Answers `=` and HTML, or `!`, the place of the mistake and a message.
  ///
  /// Matrices need `fill`, which Duktape has not.
  private static let script = """
    if (!Array.prototype.fill) {
      Object.defineProperty(Array.prototype, "fill", {
        value: function (item) {
          for (var index = 0; index < this.length; index += 1) this[index] = item;
          return this;
        }
      });
    }
    function bookFormula(tex, displayed) {
      try {
        return "=" + katex.renderToString(tex, {displayMode: displayed !== "", strict: false});
      } catch (error) {
        var place = error.position === undefined ? "" : String(error.position);
        return "!" + place + "!" + error.message;
      }
    }
    """

  /// Takes apart `!12!KaTeX parse error: Undefined control sequence: \x at position 13: …`.
  private static func refusal(_ answer: String) -> Refusal {
    let parts = answer.split(separator: "!", maxSplits: 2, omittingEmptySubsequences: false)
    let message = parts[2].replacing("KaTeX parse error: ", with: "")
    let end =
      message.range(of: " at position ")?.lowerBound
      ?? message.range(of: " at end of input")?.lowerBound ?? message.endIndex
    return Refusal(message: String(message[..<end]), offset: Int(parts[1]))
  }
}
