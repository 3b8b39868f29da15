import Foundation
import NIOHTTP1

/// Answers requests with a site's files.
struct RequestHandler: Sendable {
  let site: SiteFolder
  let pages: OpenPages
  let hostNames: HostNames

  enum Answer {
    case page(PageAnswer)
    /// Events without end, for a page that shows a version of the site.
    case events(version: String?)
  }

  func answer(to head: HTTPRequestHead) -> Answer {
    guard head.method == .GET || head.method == .HEAD else {
      return .page(.methodNotAllowed(head.method.rawValue, allowed: "GET, HEAD"))
    }
    let hosts = head.headers["Host"]
    guard let target = RequestTarget(head.uri),
      hosts.count == 1 || hosts.isEmpty && head.version == .http1_0
    else { return .page(.notHTTP) }
    // An address with a host in it makes the header void, but both must be ours.
    for host in hosts + [target.host].compactMap(\.self) where !hostNames.allow(host) {
      return .page(.otherHost(host, allowed: hostNames))
    }
    guard !isFromOtherSite(head) else { return .page(.otherSite) }
    if target.path == OpenPages.path {
      return head.method == .GET
        ? .events(version: target.value(of: "version"))
        : .page(.methodNotAllowed(head.method.rawValue, allowed: "GET"))
    }
    var page = page(at: target)
    if head.method == .HEAD { page.content = Data() }
    return .page(page)
  }

  /// Whether a page of another site asks, other than by a link that a reader follows.
  private func isFromOtherSite(_ head: HTTPRequestHead) -> Bool {
    if let origin = head.headers.first(name: "Origin") {
      guard let target = RequestTarget(origin), let host = target.host else { return true }
      if !hostNames.allow(host) { return true }
    }
    return head.headers.first(name: "Sec-Fetch-Site") == "cross-site"
      && head.headers.first(name: "Sec-Fetch-Mode") != "navigate"
  }

  private func page(at target: RequestTarget) -> PageAnswer {
    switch site.lookUp(target.path) {
    case .redirect(let path): .redirect(to: path + target.query)
    case .file(let file):
      if let content = try? Data(contentsOf: file) {
        .file(content, type: MediaType.named(forExtension: file.pathExtension), book: pages.book)
      } else {
        .notFound(target.path, book: pages.book)
      }
    case .nothing: .notFound(target.path, book: pages.book)
    }
  }
}
