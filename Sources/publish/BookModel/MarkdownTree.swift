import CMarkdownGFM
import Synchronization

/// A text parsed by cmark-gfm, and what our extension found in it.
///
/// The tree and its nodes live as long as the call that reads them.
struct MarkdownTree {
  let root: MarkdownNode
  let tokens: [MarkdownExtension.Token]

  /// cmark-gfm keeps the characters of its extensions in one table for all threads.
  private static let parsing = Mutex<Void>(())

  /// Parses Markdown and hands the tree to a reader.
  static func withParsed<Result>(_ text: ProseText, read: (MarkdownTree) -> Result) -> Result {
    let book = MarkdownExtension()
    let syntax = book.makeSyntaxExtension()
    var document: OpaquePointer?
    parsing.withLock { _ in document = parse(text.lines.joined(separator: "\n"), with: syntax) }
    defer {
      cmark_node_free(document)
      cmark_syntax_extension_free(cmark_get_default_mem_allocator(), syntax)
    }
    return read(MarkdownTree(root: MarkdownNode(pointer: document), tokens: book.tokens))
  }

  private static func parse(_ text: String, with syntax: OpaquePointer?) -> OpaquePointer? {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE)
    defer { cmark_parser_free(parser) }
    cmark_parser_attach_syntax_extension(parser, syntax)
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    return cmark_parser_finish(parser)
  }
}

/// A node of cmark-gfm's tree.
struct MarkdownNode {
  fileprivate(set) var pointer: OpaquePointer?

  /// cmark-gfm's name for the kind, such as `block_quote`; footnotes have no name there.
  var kind: String {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_FOOTNOTE_DEFINITION: "footnote_definition"
    case CMARK_NODE_FOOTNOTE_REFERENCE: "footnote_reference"
    default: String(cString: cmark_node_get_type_string(pointer))
    }
  }
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  /// What a paragraph, heading or table cell holds, as it was before it became inlines.
  var content: String { cmark_node_get_string_content(pointer).map { String(cString: $0) } ?? "" }
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }

  var children: some Sequence<MarkdownNode> {
    sequence(first: MarkdownNode(pointer: cmark_node_first_child(pointer))) {
      MarkdownNode(pointer: cmark_node_next($0.pointer))
    }.prefix { $0.pointer != nil }
  }

  // MARK: Headings, lists and fences

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }
  var isTightList: Bool { cmark_node_get_list_tight(pointer) != 0 }
  var isTaskDone: Bool { cmark_gfm_extensions_get_tasklist_item_checked(pointer) }
  var fenceInfo: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }

  /// The fence's character and length, or `nil` for indented code.
  var fence: (character: Character, length: Int)? {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    guard cmark_node_get_fenced(pointer, &length, &offset, &character) != 0 else { return nil }
    return (Character(UnicodeScalar(UInt8(bitPattern: character))), Int(length))
  }

  // MARK: Links and tables

  var url: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }
  var title: String { cmark_node_get_title(pointer).map { String(cString: $0) } ?? "" }
  /// The place of our extension's finding in its list.
  var tokenIndex: Int? {
    cmark_node_get_user_data(pointer).map { Int(bitPattern: $0) - 1 }
  }

  var tableAlignments: [ProseTable.Alignment] {
    let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
    guard let letters = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
    return (0..<count).map {
      switch letters[$0] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .natural
      }
    }
  }
}
