import FlyingFox
import Foundation

/// Answers requests with a site's files.
struct PreviewHandler: HTTPHandler {
  let site: SiteFolder
  let events: ReloadEvents

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else {
      return HTTPResponse(
        statusCode: .methodNotAllowed, headers: HTTPHeaders([HTTPHeader("Allow"): "GET, HEAD"]))
    }
    // Not `request.path`, from which `..` has been removed: it must be seen to be refused.
    let path = request.target.path()
    if path == ReloadEvents.path, request.method == .GET {
      let shown = request.query["version"].flatMap { Int($0) }
      return await events.response(toPageShowing: shown)
    }
    switch site.lookUp(path) {
    case .redirect(let place):
      return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: place]))
    case .file(let file):
      guard let content = try? Data(contentsOf: file) else {
        return await notFound(path, isHead: request.method == .HEAD)
      }
      return await response(
        .ok, content, type: MediaType.named(forExtension: file.pathExtension),
        isHead: request.method == .HEAD)
    case .nothing:
      return await notFound(path, isHead: request.method == .HEAD)
    }
  }

  private func response(_ status: HTTPStatusCode, _ content: Data, type: String, isHead: Bool) async
    -> HTTPResponse
  {
    var content = content
    if type.hasPrefix("text/html") {
      content = ReloadScript.insert(into: content, version: await events.version)
    }
    return HTTPResponse(
      statusCode: status,
      headers: HTTPHeaders([
        .contentType: type, .cacheControl: "no-store", .contentLength: String(content.count),
        HTTPHeader("X-Content-Type-Options"): "nosniff",
      ]),
      body: isHead ? Data() : content)
  }

  private func notFound(_ path: String, isHead: Bool) async -> HTTPResponse {
    let shown = (path.removingPercentEncoding ?? path)
      .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <title>Not found</title>
      <style>
      body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto;
        padding: 0 1.5rem; }
      code { overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <h1>There is no such page</h1>
      <p>The book has nothing at <code>\(shown)</code>.</p>
      <p><a href="/">To the table of contents</a></p>
      </body>
      </html>

      """
    return await response(
      .notFound, Data(page.utf8), type: "text/html; charset=utf-8", isHead: isHead)
  }
}
