import Foundation
import PreviewServer
import Testing

@Suite("Server-sent events", .timeLimit(.minutes(1)))
struct ReloadEventsTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test("tell every open page of each change")
  func reload() async throws {
    try await site.serve { server, port in
      let pages = [try await RawConnection(port: port), try await RawConnection(port: port)]
      for page in pages {
        try await page.send("GET", "/_events?version=0")
        let start = try await page.read(until: "retry: 500")
        #expect(start.hasPrefix("HTTP/1.1 200"))
        #expect(start.contains("text/event-stream"))
        #expect(!start.contains("event: reload"))
      }
      for _ in 0..<2 {
        await server.reload()
        for page in pages {
          #expect(try await page.read(until: "event: reload").contains("event: reload"))
        }
      }
      for page in pages { try page.close() }
    }
  }

  @Test("tell a page that was late at once", arguments: [("0", true), ("1", false), ("7", true)])
  func latePage(version: String, isTold: Bool) async throws {
    try await site.serve { server, port in
      await server.reload()
      let page = try await RawConnection(port: port)
      try await page.send("GET", "/_events?version=\(version)")
      // The next event is a second change if the page was not told of the first.
      let first = try await page.read(until: isTold ? "event: reload" : "retry: 500")
      #expect(first.contains("event: reload") == isTold)
      try page.close()
    }
  }

  @Test("follow the version that the page was sent with")
  func versionInPage() async throws {
    try await site.serve { server, port in
      await server.reload()
      await server.reload()
      let answer = try await RawConnection.answer("GET", "/", port: port)
      #expect(answer.body.contains("/_events?version=2"))
    }
  }
}
