import Foundation

/// Turns Swift code into HTML whose spans say what each word is.
final class SwiftHighlighter {
  /// The classes of the spans, by the last parts of SourceKit's names. Names that the code
  /// declares or uses stay plain: most of a page's code is names.
  private static let classes = [
    "keyword": "keyword", "typeidentifier": "type", "string": "string", "number": "number",
    "comment": "comment",
    "comment.mark": "comment", "comment.url": "comment", "doccomment": "comment",
    "doccomment.field": "comment", "attribute.builtin": "attribute", "attribute.id": "attribute",
    "buildconfig.keyword": "keyword", "buildconfig.id": "keyword",
    "pounddirective.keyword": "keyword",
  ]

  /// What coloured code depends on besides the parser and the code.
  static var identity: String {
    classes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ",")
  }

  private let library: URL?
  private let cache: FragmentCache
  private var opened: SourceKit??
  /// Whether some code stayed plain because there is no parser.
  private(set) var lacksParser = false

  init(library: URL?, cache: FragmentCache) {
    self.library = library
    self.cache = cache
  }

  /// The code as HTML, without the `pre` around it.
  func html(for code: String) -> String {
    let key = "swift \(code)"
    if let html = cache[key] { return html }
    guard let tokens = parser()?.tokens(of: code) else {
      lacksParser = true
      return HTML.escaped(code)
    }
    let html = Self.html(for: code, tokens: tokens)
    cache[key] = html
    return html
  }

  private func parser() -> SourceKit? {
    let parser = opened ?? library.flatMap { SourceKit(library: $0) }
    opened = .some(parser)
    return parser
  }

  private static func html(for code: String, tokens: [SourceKit.Token]) -> String {
    let bytes = Array(code.utf8)
    func text(_ range: Range<Int>) -> String {
      HTML.escaped(String(decoding: bytes[range], as: UTF8.self))
    }
    var html = ""
    var position = 0
    for token in tokens
    where token.range.lowerBound >= position && token.range.upperBound <= bytes.count {
      let kind = token.kind.replacing("source.lang.swift.syntaxtype.", with: "")
      guard let name = classes[kind] else { continue }
      html += text(position..<token.range.lowerBound)
      html += "<span class=\"\(name)\">\(text(token.range))</span>"
      position = token.range.upperBound
    }
    return html + text(position..<bytes.count)
  }
}
