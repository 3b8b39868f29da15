import Foundation
import PreviewServer
import ProgramTesting
import Testing

@Suite("Who may read the preview", .onOwnThreads)
struct HostNameTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  private static func answer(host: String, _ headers: String..., port: UInt16) throws
    -> Answer
  {
    let lines = ["GET / HTTP/1.1", "Host: \(host)", "Connection: close"] + headers
    return try RawConnection.answer(
      to: lines.joined(separator: "\r\n") + "\r\n\r\n", port: port)
  }

  @Test(
    "whoever asks for this machine",
    arguments: [
      "localhost", "127.0.0.1", "[::1]", "LocalHost", "localhost:8000", "127.0.0.1:1",
      "[::1]:8000", "localhost:",
    ])
  func ownHosts(host: String) async throws {
    try await site.serve { _, port in
      let answer = try Self.answer(host: host, port: port)
      #expect(answer.status == 200)
    }
  }

  @Test(
    "and nobody who asks for another",
    arguments: [
      "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example",
      "localhost@evil.example", "evil.example@localhost", "::1", "[::1", "[::1]x", "[::2]",
      "localhost:80x", "localhost:80:80", "localhost:evil", "192.168.1.2", "0.0.0.0", "",
      "localhost, evil.example", "localhost/", "<b>",
    ])
  func otherHosts(host: String) async throws {
    try await site.serve { _, port in
      let answer = try Self.answer(host: host, port: port)
      #expect(answer.status == 421)
      #expect(!answer.body.contains("Digits"))
      #expect(!answer.body.contains("<b>"))
      #expect(
        answer.body.contains(
          "The preview of a book answers only to these names: 127.0.0.1, [::1], localhost."))
    }
  }

  @Test("Other names can be allowed")
  func allowedHosts() async throws {
    let server = PreviewServer(
      folder: site.folder, ports: 0...0, hostNames: HostNames(["room.example"]))
    let (addresses, ready) = AsyncStream.makeStream(of: URL.self)
    let running = Task { try await server.run { ready.yield($0) } }
    for await address in addresses {
      let port = try #require(address.port.flatMap { UInt16(exactly: $0) })
      #expect(try Self.answer(host: "room.example:\(port)", port: port).status == 200)
      #expect(try Self.answer(host: "localhost:\(port)", port: port).status == 421)
      break
    }
    running.cancel()
    _ = await running.result
  }

  @Test(
    "Pages of other sites may link to it, and not read from it",
    arguments: [
      (["Origin: https://evil.example"], 403), (["Origin: null"], 403),
      (["Origin: http://localhost.evil.example:8000"], 403),
      (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"], 403),
      (["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], 200),
      (["Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"], 200),
      (["Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate"], 200),
      (["Origin: http://localhost:8000"], 200), (["Origin: http://127.0.0.1:8000"], 200),
    ])
  func otherSites(headers: [String], status: Int) async throws {
    try await site.serve { _, port in
      for path in ["/", "/_events"] {
        let connection = try RawConnection(port: port)
        connection.get(path, headers: headers)
        let text = connection.read(until: status == 200 ? "\r\n\r\n" : nil)
        #expect(try Answer(text).status == status)
      }
    }
  }
}
