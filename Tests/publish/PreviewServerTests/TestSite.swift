import Foundation
import PreviewServer
import Testing

/// A small site on disk and a server for it, gone when the test ends.
final class TestSite: Sendable {
  let parent: URL
  let folder: URL

  init() throws {
    parent = FileManager.default.temporaryDirectory
      .appending(path: "PreviewServer-\(UUID().uuidString)", directoryHint: .isDirectory)
    folder = parent.appending(path: "site", directoryHint: .isDirectory)
    try write("<html><body><p>Digits</p></body></html>", to: "index.html")
  }

  deinit { try? FileManager.default.removeItem(at: parent) }

  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func content(of name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Serves the site on a free port during a test's work.
  func serve(
    limits: RequestLimits = .patient,
    _ work: @escaping @Sendable (PreviewServer, UInt16) async throws -> Void
  ) async throws {
    let server = PreviewServer(folder: folder, ports: 0...0, limits: limits)
    let (addresses, ready) = AsyncStream.makeStream(of: URL.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { ready.yield($0) }
      }
      group.addTask {
        for await address in addresses {
          let port = try #require(address.port.flatMap { UInt16(exactly: $0) })
          return try await work(server, port)
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}

extension RequestLimits {
  /// Limits that only a client that waits for ever meets, however busy the machine is.
  static let patient = {
    var limits = RequestLimits()
    (limits.headSeconds, limits.answerSeconds, limits.farewellSeconds) = (600, 600, 600)
    return limits
  }()
}
