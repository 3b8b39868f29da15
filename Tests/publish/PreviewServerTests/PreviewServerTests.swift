import Errors
import Foundation
import PreviewServer
import ProgramTesting
import Testing

@Suite("The preview server", .onOwnThreads)
struct PreviewServerTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test(
    "sends each kind of file as what it is",
    arguments: [
      ("style.css", "text/css; charset=utf-8"),
      ("search.js", "text/javascript; charset=utf-8"),
      ("index.json", "application/json"),
      ("figure.PNG", "image/png"),
      ("kernels.wasm", "application/wasm"),
      ("KaTeX_Main.woff2", "font/woff2"),
      ("unknown", "application/octet-stream"),
    ])
  func mediaTypes(name: String, type: String) async throws {
    try site.write("<body>as it is</body>", to: name)
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", "/\(name)", port: port)
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == type)
      #expect(answer.headers["cache-control"] == "no-store")
      #expect(answer.body == "<body>as it is</body>")
    }
  }

  @Test(
    "puts its script into pages as they are sent, not on disk", arguments: ["/", "/index.html"])
  func script(path: String) async throws {
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", path, port: port)
      #expect(answer.status == 200)
      #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
      #expect(answer.headers["content-length"] == String(answer.body.utf8.count))
      #expect(answer.body.hasPrefix(#"<html><body><p>Digits</p><details id="preview-errors""#))
      #expect(answer.body.contains(/new EventSource\("\/_events\?version=\d+-0"\)/))
      #expect(answer.body.hasSuffix("</script>\n</body></html>"))
    }
    #expect(try site.content(of: "index.html") == "<html><body><p>Digits</p></body></html>")
  }

  @Test("puts its script before the last end of the body, or at the end")
  func placeOfScript() async throws {
    try site.write("<pre></body></pre></body>", to: "two.html")
    try site.write("<p>none", to: "none.html")
    try await site.serve { _, port in
      let two = try RawConnection.answer("GET", "/two.html", port: port)
      #expect(two.body.hasPrefix("<pre></body></pre><details "))
      let none = try RawConnection.answer("GET", "/none.html", port: port)
      #expect(none.body.hasPrefix("<p>none<details "))
    }
  }

  @Test("reads % codes in names", arguments: ["/r%C3%A9sum%C3%A9/a%20b.txt", "/a%25b.txt"])
  func percentCodes(path: String) async throws {
    try site.write("found", to: "résumé/a b.txt")
    try site.write("found", to: "a%b.txt")
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", path, port: port)
      #expect(answer.body == "found")
    }
  }

  @Test("sends a folder's page, by an address that ends in a slash")
  func folder() async throws {
    try site.write("<p>C1", to: "chapters/index.html")
    try site.write("a", to: "empty/a.txt")
    try await site.serve { _, port in
      for query in ["", "?q=//1"] {
        let redirect = try RawConnection.answer("GET", "/chapters" + query, port: port)
        #expect(redirect.status == 301)
        #expect(redirect.headers["location"] == "/chapters/" + query)
      }
      #expect(try RawConnection.status(of: "/chapters/", port: port) == 200)
      #expect(try RawConnection.status(of: "/chapters/?q=1", port: port) == 200)
      #expect(try RawConnection.status(of: "/empty/", port: port) == 404)
      #expect(try RawConnection.status(of: "/empty/a.txt/", port: port) == 404)
    }
  }

  @Test("answers HEAD without a body, and nothing but GET and HEAD")
  func methods() async throws {
    try site.write("12345", to: "five.txt")
    try await site.serve { _, port in
      let head = try RawConnection.answer("HEAD", "/five.txt", port: port)
      #expect(head.status == 200)
      #expect(head.headers["content-length"] == "5")
      #expect(head.body == "")
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
        let answer = try RawConnection.answer(method, "/five.txt", port: port)
        #expect(answer.status == 405)
        #expect(answer.headers["allow"] == "GET, HEAD")
        #expect(answer.body.contains("The preview answers GET, HEAD, and not \(method)."))
      }
      let events = try RawConnection.answer("HEAD", "/_events", port: port)
      #expect(events.status == 405)
      #expect(events.headers["allow"] == "GET")
    }
  }

  @Test(
    "sends no browser to another host",
    arguments: [
      "//assets", "///assets", "/\\assets", "/\\/assets", "/%2fassets", "/%2f%2fassets",
      "/%5cassets", "//assets?x", "/./assets", "/assets//", "//evil.example/%2e%2e",
      "http://127.0.0.1//assets",
    ])
  func noOpenRedirect(path: String) async throws {
    try site.write("a", to: "assets/a.txt")
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", path, port: port)
      #expect(answer.status == 404)
      #expect(answer.headers["location"] == nil)
    }
  }

  @Test("takes addresses with their host, which must be its own")
  func wholeAddresses() async throws {
    try site.write("found", to: "a.txt")
    try await site.serve { _, port in
      let addresses = [
        ("http://127.0.0.1/a.txt", 200), ("HTTP://localhost:\(port)/a.txt?x=1", 200),
        ("http://localhost", 200), ("http://evil.example/a.txt", 421),
        ("ftp://localhost/a.txt", 400),
      ]
      for (address, status) in addresses {
        let answer = try RawConnection.answer("GET", address, port: port)
        #expect(answer.status == status)
        #expect((answer.body == "found") == (status == 200 && address.contains("a.txt")))
      }
    }
  }

  @Test("opens no pipe, which would never end")
  func pipe() async throws {
    let pipe = site.folder.appending(path: "pipe.html").path
    #expect(mkfifo(pipe, 0o600) == 0)
    try await site.serve { _, port in
      let status = try RawConnection.status(of: "/pipe.html", port: port)
      #expect(status == 404)
    }
  }

  @Test("says what it did not find, escaped")
  func notFound() async throws {
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", "/%3Cb%3E.html", port: port)
      #expect(answer.status == 404)
      #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
      #expect(answer.body.contains("<code>/&lt;b&gt;.html</code>"))
      // A page that a later build brings appears by itself.
      #expect(answer.body.contains("EventSource"))
    }
  }

  @Test(
    "sends nothing from outside its folder",
    arguments: [
      "/../secret.txt", "/chapters/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
      "/%2e%2e%2fsecret.txt", "/..%5csecret.txt", "/link.txt", "/linked/secret.txt",
      "/a%00.txt", "/%ff%fe", "//secret.txt", "/./../secret.txt",
    ])
  func outside(path: String) async throws {
    try site.write("a", to: "chapters/a.txt")
    let secret = site.parent.appending(path: "secret.txt")
    try Data("secret".utf8).write(to: secret)
    let files = FileManager.default
    try files.createSymbolicLink(
      at: site.folder.appending(path: "link.txt"), withDestinationURL: secret)
    try files.createSymbolicLink(
      at: site.folder.appending(path: "linked"), withDestinationURL: site.parent)
    try await site.serve { _, port in
      let answer = try RawConnection.answer("GET", path, port: port)
      #expect(answer.status == 404)
      #expect(!answer.body.contains("secret</"), "the file's own text is not sent")
      #expect(answer.body != "secret")
    }
  }

  @Test("serves a site that was swapped for a new one")
  func swapped() async throws {
    let site = site
    try await site.serve { _, port in
      try FileManager.default.removeItem(at: site.folder)
      #expect(try RawConnection.status(of: "/", port: port) == 404)
      try site.write("<p>New", to: "index.html")
      let answer = try RawConnection.answer("GET", "/", port: port)
      #expect(answer.body.hasPrefix("<p>New"))
    }
  }

  @Test("says that a port is taken, or takes the next one")
  func takenPort() async throws {
    let site = site
    try await site.serve { _, port in
      let second = PreviewServer(folder: site.folder, ports: port...port)
      let error = await #expect(throws: InputError.self) { try await second.run() }
      #expect(
        error?.description
          == "port \(port) of 127.0.0.1: expected a free port, found another program that "
          + "listens there; end it, or name another port")

      let (addresses, ready) = AsyncStream.makeStream(of: URL.self)
      let ports = port...min(port, .max - 20) + 20
      let third = PreviewServer(folder: site.folder, ports: ports)
      let running = Task { try await third.run { ready.yield($0) } }
      for await address in addresses {
        let port = try #require(address.port)
        #expect(port > ports.lowerBound && port <= ports.upperBound)
        break
      }
      running.cancel()
    }
  }
}
