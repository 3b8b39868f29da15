import Foundation
import NIOHTTP1

/// What is sent for one request.
struct PageAnswer {
  let status: HTTPResponseStatus
  let headers: KeyValuePairs<String, String>
  /// The bytes of the content, of which a request for the head gets the number alone.
  let length: Int
  var content: Data

  private init(
    _ status: HTTPResponseStatus, _ content: Data,
    headers: KeyValuePairs<String, String>
  ) {
    self.status = status
    self.headers = headers
    length = content.count
    self.content = content
  }

  private init(_ status: HTTPResponseStatus, _ content: Data, type: String) {
    self.init(
      status, content,
      headers: [
        "Content-Type": type, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
      ])
  }

  /// A file of the site; pages get the script that follows the book.
  static func file(_ content: Data, type: String, book: OpenPages.Book) -> PageAnswer {
    let isPage = type.hasPrefix("text/html")
    return PageAnswer(
      .ok, isPage ? PageScript.insert(into: content, book) : content, type: type)
  }

  static func redirect(to path: String) -> PageAnswer {
    PageAnswer(
      .movedPermanently, Data(), headers: ["Location": path, "Cache-Control": "no-store"])
  }

  static func notFound(_ path: String, book: OpenPages.Book) -> PageAnswer {
    let page = message(
      "There is no such page",
      "The book has nothing at <code>\(escaped(path.removingPercentEncoding ?? path))</code>.")
    // A page that a later build brings appears by itself.
    return PageAnswer(.notFound, PageScript.insert(into: page, book), type: html)
  }

  static func methodNotAllowed(_ method: String, allowed: String) -> PageAnswer {
    let page = message(
      "Nothing can be changed here",
      "The preview answers \(allowed), and not \(escaped(method)).")
    return PageAnswer(
      .methodNotAllowed, page, headers: ["Content-Type": html, "Allow": allowed])
  }

  static func otherHost(_ host: String, allowed: HostNames) -> PageAnswer {
    let page = message(
      "This is not \(escaped(host))",
      "The preview of a book answers only to these names: \(allowed.listed).")
    return PageAnswer(.misdirectedRequest, page, type: html)
  }

  static let otherSite = PageAnswer(
    .forbidden,
    message(
      "This is for the pages of the book", "Another site may link to it, and not read from it."),
    type: html)

  static func headTooLarge(limit: Int) -> PageAnswer {
    PageAnswer(
      .requestHeaderFieldsTooLarge,
      message("The request is too long", "Its line and headers may have \(limit) bytes."),
      type: html)
  }

  static let notHTTP = PageAnswer(
    .badRequest,
    message("The request cannot be understood", "It is not what HTTP allows."), type: html)

  private static let html = "text/html; charset=utf-8"

  private static func escaped(_ text: String) -> String { PageScript.escaped(text) }

  private static func message(_ title: String, _ text: String) -> Data {
    Data(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto;
        padding: 0 1.5rem; }
      code { overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(text)</p>
      <p><a href="/">To the table of contents</a></p>
      </body>
      </html>

      """.utf8)
  }
}
