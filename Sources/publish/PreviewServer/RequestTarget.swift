import Foundation

/// What a request asks for: `/path?query`, or the same behind `http://host`.
///
/// - Source: RFC 9112, section 3.2.
struct RequestTarget {
  /// The host with its port, where the address names one.
  let host: String?
  /// The path as it was sent, with its `%` codes.
  let path: String
  /// From the question mark to the end; empty without one.
  let query: String

  /// - Returns: `nil` for what is no address of a page.
  init?(_ text: String) {
    var rest = text[...]
    let scheme = "http://"
    if rest.lowercased().hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
      let end = rest.firstIndex { "/?".contains($0) } ?? rest.endIndex
      host = String(rest[..<end])
      rest = rest[end...]
    } else {
      guard rest.hasPrefix("/") else { return nil }
      host = nil
    }
    let end = rest.firstIndex(of: "?") ?? rest.endIndex
    path = end == rest.startIndex ? "/" : String(rest[..<end])
    query = String(rest[end...])
  }

  /// The value of a name in the query.
  func value(of name: String) -> String? {
    query.dropFirst().split(separator: "&")
      .first { $0.hasPrefix(name + "=") }
      .flatMap { $0.dropFirst(name.count + 1).removingPercentEncoding }
  }
}
