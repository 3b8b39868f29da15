import Foundation
import PreviewServer
import ProgramTesting
import Testing

@Suite("Open pages", .onOwnThreads)
struct OpenPagesTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  /// The version that pages are sent with.
  private static func version(port: UInt16) throws -> String {
    let page = try RawConnection.answer("GET", "/", port: port).body
    return String(try #require(page.firstMatch(of: /_events\?version=([^"]+)"/)).1)
  }

  /// A connection that a page would open for events, behind their beginning.
  private static func listen(version: String, port: UInt16) throws -> RawConnection {
    let page = try RawConnection(port: port)
    page.get("/_events?version=\(version)")
    let start = page.read(until: "retry: 500")
    #expect(start.hasPrefix("HTTP/1.1 200"))
    #expect(start.contains("text/event-stream"))
    #expect(!start.contains("event: reload"))
    return page
  }

  @Test("are told of each change")
  func reload() async throws {
    try await site.serve { server, port in
      let version = try Self.version(port: port)
      var pages: [RawConnection] = []
      for _ in 0..<40 { pages.append(try Self.listen(version: version, port: port)) }
      for _ in 0..<2 {
        server.reload()
        for page in pages {
          #expect(page.read(until: "event: reload").contains("event: reload"))
        }
      }
      #expect(try RawConnection.status(of: "/", port: port) == 200)
    }
  }

  @Test("are told at once if they were late, or are from another server")
  func latePage() async throws {
    try await site.serve { server, port in
      let old = try Self.version(port: port)
      server.reload()
      let new = try Self.version(port: port)
      for version in [old, "0", "1-1"] {
        let page = try RawConnection(port: port)
        page.get("/_events?version=\(version)")
        let events = page.read(until: "event: reload")
        #expect(events.contains("event: reload\ndata: changed\n\n"))
      }
      let page = try Self.listen(version: new, port: port)
      server.show(errors: ["another event"])
      let events = page.read(until: "another event")
      #expect(!events.contains("event: reload"))
    }
  }

  @Test("show the book's errors, escaped, until they are mended")
  func errors() async throws {
    let errors = [
      "chapters/1.md:3:5: error: no <b> & no </body>\n  3 | x\r\n    | ^", "b.md:1: error: two",
    ]
    try await site.serve { server, port in
      let before = try RawConnection.answer("GET", "/", port: port).body
      #expect(before.contains(#"<details id="preview-errors" role="alert" open hidden "#))
      let version = try Self.version(port: port)
      let page = try Self.listen(version: version, port: port)

      server.show(errors: errors)
      let events = page.read(until: "two\n\n")
      #expect(
        events.contains(
          """
          event: errors
          data: chapters/1.md:3:5: error: no <b> & no </body>
          data:   3 | x
          data:     | ^
          data:\u{20}
          data: b.md:1: error: two


          """))
      // Pages that are loaded meanwhile, or come back, are told too.
      let shown = "no &lt;b&gt; &amp; no &lt;/body&gt;"
      for path in ["/", "/nothing.html"] {
        let meanwhile = try RawConnection.answer("GET", path, port: port).body
        #expect(meanwhile.contains(#"<details id="preview-errors" role="alert" open style"#))
        #expect(meanwhile.contains(shown))
      }
      let again = try RawConnection(port: port)
      again.get("/_events?version=\(version)")
      #expect(again.read(until: "two\n\n").contains("event: errors\n"))

      server.reload()
      #expect(page.read(until: "event: reload").contains("event: reload"))
      let after = try RawConnection.answer("GET", "/", port: port).body
      #expect(after.contains("open hidden "))
      #expect(!after.contains(shown))

      // Pages that show errors were built in spite of them.
      server.reload(errors: errors)
      #expect(try RawConnection.answer("GET", "/", port: port).body.contains(shown))
    }
  }
}
