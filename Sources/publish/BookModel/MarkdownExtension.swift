import CMarkdownGFM

/// What chapters have beyond GitHub's Markdown: mathematics and `@label` references.
///
/// It hangs in cmark-gfm's own parser, which asks at each `$` and `@` that is neither in code nor
/// in raw HTML. So mathematics is taken out before emphasis and escapes are looked for.
///
/// A single dollar sign opens mathematics as in Pandoc: no space follows it, and the next dollar
/// sign has no space before it and no digit after it. "$5 and $6" is no mathematics.
final class MarkdownExtension {
  /// What was found in a line of text.
  enum Finding {
    case formula(tex: String, isDisplayed: Bool, label: String?)
    case reference(label: String)
    /// A `$$` without its partner.
    case unclosedFormula
  }

  struct Token {
    let finding: Finding
    /// Its bytes in the content of its paragraph.
    let range: Range<Int>
  }

  /// The findings in lines of text. The tree has a node for each, of raw HTML since table cells
  /// take no custom nodes, whose user data is the place in this list, counted from 1.
  private(set) var tokens: [Token] = []
  /// Whether the `$$` block that is being read has had its closing `$$`.
  private var isBlockClosed = false

  /// Marks the code blocks of the tree that are mathematics.
  static let blockInfo = "$$"

  /// Makes the extension for one parser; free it after the tree.
  func makeSyntaxExtension() -> OpaquePointer? {
    guard let syntax = cmark_syntax_extension_new("book") else { return nil }
    cmark_syntax_extension_set_private(syntax, Unmanaged.passUnretained(self).toOpaque(), nil)
    let memory = cmark_get_default_mem_allocator()
    var characters: UnsafeMutablePointer<cmark_llist>?
    for character in "$@".utf8 {
      characters = cmark_llist_append(
        memory, characters, UnsafeMutableRawPointer(bitPattern: UInt(character)))
    }
    cmark_syntax_extension_set_special_inline_chars(syntax, characters)
    cmark_syntax_extension_set_match_inline_func(syntax) { syntax, _, _, character, parser in
      guard let parser, let book = MarkdownExtension.behind(syntax) else { return nil }
      var text = InlineScanner(parser)
      return character == UInt8(ascii: "$")
        ? book.matchFormula(&text) : book.matchReference(&text)
    }
    cmark_syntax_extension_set_open_block_func(syntax) {
      syntax, indented, parser, parent, input, count in
      guard indented == 0, let parser, let input, let book = MarkdownExtension.behind(syntax) else {
        return nil
      }
      let line = UnsafeBufferPointer(start: input, count: Int(count))
      return book.openBlock(line, syntax: syntax, parser: parser, parent: parent)
    }
    cmark_syntax_extension_set_match_block_func(syntax) { syntax, _, input, count, _ in
      guard let input, let book = MarkdownExtension.behind(syntax) else { return 0 }
      return book.continueBlock(UnsafeBufferPointer(start: input, count: Int(count))) ? 1 : 0
    }
    return syntax
  }

  private static func behind(_ syntax: OpaquePointer?) -> MarkdownExtension? {
    guard let syntax, let pointer = cmark_syntax_extension_get_private(syntax) else { return nil }
    return Unmanaged<MarkdownExtension>.fromOpaque(pointer).takeUnretainedValue()
  }

  // MARK: Lines of text

  private func matchFormula(_ text: inout InlineScanner) -> OpaquePointer? {
    let isDisplayed = text.byte(at: 1) == UInt8(ascii: "$")
    let start = isDisplayed ? 2 : 1
    guard let end = text.firstDollar(from: start, doubled: isDisplayed) else {
      return isDisplayed ? node(for: .unclosedFormula, taking: 2, of: &text) : nil
    }
    if isDisplayed {
      let tex = text.string(start..<end)
      let (label, afterLabel) = text.label(from: end + 2)
      return node(
        for: .formula(tex: tex, isDisplayed: true, label: label), taking: afterLabel, of: &text)
    }
    guard end > start, !text.isSpace(at: start), !text.isSpace(at: end - 1),
      !text.byte(at: end + 1).isASCIIDigit
    else { return nil }
    return node(
      for: .formula(tex: text.string(start..<end), isDisplayed: false, label: nil),
      taking: end + 1, of: &text)
  }

  private func matchReference(_ text: inout InlineScanner) -> OpaquePointer? {
    guard !text.byte(at: -1).isOfLabel else { return nil }
    var end = 1
    while text.byte(at: end).isOfLabel { end += 1 }
    while end > 1, !text.byte(at: end - 1).isASCIILetterOrDigit { end -= 1 }
    let label = text.string(1..<end)
    guard LabelTarget.Kind(label: label) != nil else { return nil }
    return node(for: .reference(label: label), taking: end, of: &text)
  }

  private func node(for finding: Finding, taking count: Int, of text: inout InlineScanner)
    -> OpaquePointer?
  {
    guard let node = cmark_node_new(CMARK_NODE_HTML_INLINE) else { return nil }
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: tokens.count + 1))
    tokens.append(Token(finding: finding, range: text.offset..<text.offset + count))
    text.advance(by: count)
    return node
  }

  // MARK: Blocks

  /// Starts a block at a line that begins with `$$`, unless text follows the closing `$$`.
  private func openBlock(
    _ line: UnsafeBufferPointer<UInt8>, syntax: OpaquePointer?, parser: OpaquePointer,
    parent: OpaquePointer?
  ) -> OpaquePointer? {
    let start = Int(cmark_parser_get_first_nonspace(parser))
    let rest = line.dropFirst(start)
    guard rest.starts(with: "$$".utf8) else { return nil }
    let formula = DisplayedFormula(String(decoding: rest, as: UTF8.self))
    guard !formula.isFollowedByText,
      let block = cmark_parser_add_child(
        parser, parent, CMARK_NODE_CODE_BLOCK, Int32(start + 1))
    else { return nil }
    cmark_node_set_syntax_extension(block, syntax)
    cmark_node_set_fence_info(block, Self.blockInfo)
    let offset = Int(cmark_parser_get_offset(parser))
    line.withMemoryRebound(to: CChar.self) {
      cmark_parser_advance_offset(parser, $0.baseAddress, Int32(start - offset), 0)
    }
    isBlockClosed = formula.isClosed
    return block
  }

  /// Whether a line belongs to the open `$$` block. A blank line ends it, closed or not, so that
  /// a forgotten `$$` does not swallow the chapter.
  private func continueBlock(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    guard !isBlockClosed, !text.allSatisfy(\.isWhitespace) else { return false }
    isBlockClosed = DisplayedFormula("$$" + text).isClosed
    return true
  }
}
