import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A mirror on this machine, which serves what a test gives it and keeps what it was asked.
final class Mirror: Sendable {
  /// What the mirror does when it is asked for a file.
  enum Behavior: Sendable {
    /// Serves the content, or the rest of it that is asked for.
    case serve(Data)
    /// Serves the whole content, whatever part is asked for.
    case serveWhole(Data)
    case refuse(HTTPStatusCode)
  }

  private let files: [String: Behavior]
  private let asked = Mutex<[String]>([])

  init(_ files: [String: Behavior]) { self.files = files }

  /// The requests so far, such as `a.gz bytes=100-`.
  var requests: [String] { asked.withLock { $0 } }

  /// Serves on a free port during a test's work.
  ///
  /// - Parameter work: is given the mirror's address.
  func run(_ work: @escaping @Sendable (URL) async throws -> Void) async throws {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { [self] request in answer(request) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        try await server.waitUntilListening()
        guard case .ip4(_, let port) = await server.listeningAddress,
          let address = URL(string: "http://127.0.0.1:\(port)/mnist/")
        else { throw CocoaError(.featureUnsupported) }
        try await work(address)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func answer(_ request: HTTPRequest) -> HTTPResponse {
    let name = String(request.path.split(separator: "/").last ?? "")
    let range = request.headers[.range]
    asked.withLock { $0.append(range.map { "\(name) \($0)" } ?? name) }
    switch files[name] {
    case .serve(let data):
      guard let range, let start = Int(range.dropFirst("bytes=".count).dropLast()) else {
        return HTTPResponse(statusCode: .ok, body: data)
      }
      guard start < data.count else { return HTTPResponse(statusCode: .rangeNotSatisfiable) }
      return HTTPResponse(
        statusCode: .partialContent,
        headers: HTTPHeaders([.contentRange: "bytes \(start)-\(data.count - 1)/\(data.count)"]),
        body: data.suffix(data.count - start))
    case .serveWhole(let data): return HTTPResponse(statusCode: .ok, body: data)
    case .refuse(let status): return HTTPResponse(statusCode: status)
    case nil: return HTTPResponse(statusCode: .notFound)
    }
  }
}
