import FlyingFox
import FlyingSocks
public import Foundation

/// Serves a folder to browsers on this machine, and tells open pages to load themselves again.
///
/// ```swift
/// let server = PreviewServer(folder: output, ports: 8080...8089)
/// try await server.run { address in print("The book is at \(address)") }
/// ```
public struct PreviewServer: Sendable {
  private let site: SiteFolder
  private let ports: ClosedRange<UInt16>
  private let events = ReloadEvents()

  /// - Parameters:
  ///   - folder: The site. It may be swapped for a new one while the server runs.
  ///   - ports: The first one that no other program has is used. Port 0 stands for any.
  public init(folder: URL, ports: ClosedRange<UInt16>) {
    site = SiteFolder(folder: folder)
    self.ports = ports
  }

  public init(folder: URL, port: UInt16) {
    self.init(folder: folder, ports: port...port)
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: Called once, with the address of the site.
  /// - Throws: `PreviewServerError` if no port is free.
  public func run(ready: @escaping @Sendable (URL) async -> Void = { _ in }) async throws {
    for port in ports {
      do {
        return try await run(on: port, ready: ready)
      } catch let SocketError.failed(_, code, reason) {
        guard code == EADDRINUSE else {
          throw PreviewServerError(ports: port...port, reason: reason)
        }
      }
    }
    throw PreviewServerError(
      ports: ports,
      reason: ports.count == 1
        ? "another program listens there" : "other programs listen on all of them")
  }

  /// Tells every open page to load itself again.
  public func reload() async {
    await events.reload()
  }

  private func run(on port: UInt16, ready: @escaping @Sendable (URL) async -> Void) async throws {
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled,
      handler: PreviewHandler(site: site, events: events))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        try await server.waitUntilListening()
        if case .ip4(_, let port) = await server.listeningAddress,
          let address = URL(string: "http://127.0.0.1:\(port)/")
        {
          await ready(address)
        }
        while true {
          try await Task.sleep(for: .seconds(5))
          await events.sendComment()
        }
      }
      // Both go on for ever: the first to end has failed, or was cancelled, and ends the other.
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
