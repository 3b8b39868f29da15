import Foundation
import ProgramTesting
import Testing

@Suite("The preview of a book", .onOwnThreads)
struct PreviewTests {
  let book: BookProgram

  init() throws { book = try BookProgram() }

  /// Runs the preview during some work, and ends it by Ctrl-C.
  private func preview(_ work: (UInt16) throws -> Void) async throws {
    let preview = try book.start(["preview", "--port", "0"])
    defer { preview.process.terminate() }
    var port: UInt16?
    try await BookProgram.wait {
      let address = try preview.messages.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\//)
      port = address.flatMap { UInt16($0.1) }
      return port != nil
    }
    try work(try #require(port))
    preview.process.interrupt()
    #expect(try preview.end().status == 130)
  }

  /// A page's text, and the connection on which it hears of changes.
  private func open(_ path: String, port: UInt16) throws -> (text: String, events: RawConnection) {
    let text = try RawConnection.answer("GET", path, port: port).body
    let address = try #require(text.firstMatch(of: /EventSource\("([^"]+)"/)).1
    let events = try RawConnection(port: port)
    events.get(String(address))
    return (text, events)
  }

  @Test("A page follows its chapter, and shows what is wrong until it is mended")
  func edits() async throws {
    try book.write("# A\n\nOne.\n", to: "chapters/a.md")
    try await preview { port in
      // The first build brings the page.
      var page = try open("/a.html", port: port)
      if !page.text.contains("<p>One.</p>") {
        _ = page.events.read(until: "event: reload")
        page = try open("/a.html", port: port)
      }
      #expect(page.text.contains("<p>One.</p>"))

      try book.write("# A\n\nTwo, and @fig-none.\n", to: "chapters/a.md")
      let events = page.events.read(until: "^\n\n")
      #expect(
        events.contains(
          """
          event: errors
          data: chapters/a.md:3:10: error: no figure has the label `fig-none`
          data: Two, and @fig-none.
          data:          ^


          """))
      page = try open("/a.html", port: port)
      #expect(page.text.contains("<p>One.</p>"))
      #expect(page.text.contains("a.md:3:10: error: no figure has the label `fig-none`"))

      try book.write("# A\n\nThree.\n", to: "chapters/a.md")
      _ = page.events.read(until: "event: reload")
      page = try open("/a.html", port: port)
      #expect(page.text.contains("<p>Three.</p>"))
      #expect(!page.text.contains("fig-none"))

      try FileManager.default.removeItem(at: book.folder.appending(path: "chapters"))
      #expect(page.events.read(until: "no folder `chapters`").contains("event: errors"))
      try book.write("# B\n\nFour.\n", to: "chapters/b.md")
      _ = page.events.read(until: "event: reload")
      #expect(try open("/b.html", port: port).text.contains("<p>Four.</p>"))
    }
  }

  @Test("Edits behind links are noticed, and those of what cells read")
  func linksAndInputs() async throws {
    try book.write("# A\n\nOne.\n", to: "elsewhere/a.md")
    try book.write(
      """
      # B

      ```swift
      import Foundation
      print(try String(contentsOfFile: "data/count.txt", encoding: .utf8))
      ```
      """, to: "elsewhere/b.md")
    try book.write("eleven", to: "counts/1.txt")
    try book.write("twelve", to: "counts/2.txt")
    let files = FileManager.default
    func link(_ name: String, to target: String) throws {
      let url = book.folder.appending(path: name)
      try? files.removeItem(at: url)
      try files.createSymbolicLink(atPath: url.path, withDestinationPath: target)
    }
    try files.createDirectory(
      at: book.folder.appending(path: "data"), withIntermediateDirectories: true)
    try link("chapters", to: "elsewhere")
    try link("data/count.txt", to: "../counts/1.txt")
    try await preview { port in
      /// Reads a page as soon as it has a text, in the versions in which it is published.
      func wait(for text: String, at path: String) throws {
        while true {
          let page = try open(path, port: port)
          if page.text.contains(text) { return }
          try #require(page.events.read(until: "event: reload").contains("event: reload"))
        }
      }
      try wait(for: "eleven", at: "/b.html")
      try book.write("# A\n\nTwo.\n", to: "elsewhere/a.md")
      try wait(for: "<p>Two.</p>", at: "/a.html")
      try book.write("eleven!", to: "counts/1.txt")
      try wait(for: "eleven!", at: "/b.html")
      try link("data/count.txt", to: "../counts/2.txt")
      try wait(for: "twelve", at: "/b.html")
    }
  }

  @Test(
    "A port that there is not is refused",
    arguments: [
      "70000", "-1", "http", "1e3", "", "99999999999999999999",
    ])
  func badPort(port: String) throws {
    let result = try book("preview", "--port", port)
    #expect(result.status == 2)
    #expect(
      result.messages.hasPrefix(
        "Error: The value '\(port)' is invalid for '--port <port>': "
          + "expected a whole number from 0 to 65535\n"))
  }
}
