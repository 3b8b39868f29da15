import CSourceKit
import Foundation
import Synchronization

/// The toolchain's own parser, opened while the program runs.
struct SourceKit {
  /// A stretch of code of one kind.
  struct Token {
    /// SourceKit's name for the kind, such as `source.lang.swift.syntaxtype.keyword`.
    let kind: String
    /// Bytes of UTF-8 from the start of the code.
    let range: Range<Int>
  }

  private let library: sourcekitd_functions_t

  /// The library has one state for the whole process, so only one thread uses it at a time. The
  /// value tells whether it was started.
  private static let isStarted = Mutex(false)

  /// Opens the library; `nil` if it is not there or lacks a function. It stays open: it has
  /// threads that outlive any use.
  init?(library path: URL) {
    var functions = sourcekitd_functions_t()
    guard sourcekitd_open(path.path, &functions) else { return nil }
    library = functions
    Self.isStarted.withLock { isStarted in
      if !isStarted { functions.initialize() }
      isStarted = true
    }
  }

  /// The tokens of a piece of code in order, or `nil` if the parser gives no answer.
  func tokens(of code: String) -> [Token]? {
    Self.isStarted.withLock { _ in tokensAlone(of: code) }
  }

  private func tokensAlone(of code: String) -> [Token]? {
    defer {
      ask("source.request.editor.close") { _ in
      } read: { _ in
      }
    }
    return ask("source.request.editor.open") { request in
      library.request_dictionary_set_string(request, uid("key.sourcetext"), code)
      library.request_dictionary_set_int64(request, uid("key.enablesyntaxmap"), 1)
      library.request_dictionary_set_int64(request, uid("key.enablesubstructure"), 0)
      library.request_dictionary_set_int64(request, uid("key.syntactic_only"), 1)
    } read: { answer in
      let map = library.variant_dictionary_get_value(answer, uid("key.syntaxmap"))
      return (0..<library.variant_array_get_count(map)).map {
        token(library.variant_array_get_value(map, $0))
      }
    }
  }

  private func token(_ entry: sourcekitd_variant_t) -> Token {
    let offset = Int(library.variant_dictionary_get_int64(entry, uid("key.offset")))
    let length = Int(library.variant_dictionary_get_int64(entry, uid("key.length")))
    let kind = library.variant_dictionary_get_uid(entry, uid("key.kind"))
    let name = kind.flatMap { library.uid_get_string_ptr($0) }.map { String(cString: $0) }
    return Token(kind: name ?? "", range: offset..<offset + length)
  }

  /// Sends a request about the document that holds the code, and reads the answer.
  @discardableResult
  private func ask<Answer>(
    _ name: String, fill: (sourcekitd_object_t) -> Void,
    read: (sourcekitd_variant_t) -> Answer
  ) -> Answer? {
    guard let request = library.request_dictionary_create(nil, nil, 0) else { return nil }
    defer { library.request_release(request) }
    library.request_dictionary_set_uid(request, uid("key.request"), uid(name))
    library.request_dictionary_set_string(request, uid("key.name"), "cell.swift")
    fill(request)
    guard let response = library.send_request_sync(request) else { return nil }
    defer { library.response_dispose(response) }
    return library.response_is_error(response) ? nil : read(library.response_get_value(response))
  }

  private func uid(_ name: String) -> sourcekitd_uid_t? { library.uid_get_from_cstr(name) }
}
