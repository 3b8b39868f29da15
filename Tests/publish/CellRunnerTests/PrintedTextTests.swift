import BookModel
import BookRecords
import CellRunner
import Foundation
import Testing

@Suite("What pages show of what cells print", .timeLimit(.minutes(15)))
struct PrintedTextTests {
  @Test("A terminal's text, wherever it comes from, and the same one from a checkpoint")
  func everywhere() async throws {
    let chapter = #"""
      # Text

      ```swift
      import Figures
      let colour = "\u{1b}[31mred\u{1b}[0m\u{7}"
      let kept = try checkpoint("n") {
        for i in 0...20_000 { print("step \(i) of 20000\r", terminator: "") }
        print()
        return 1
      }
      print(colour)
      show(colour)
      show(rows: [[colour]], columns: ["a\u{0}b"])
      usesData(colour)
      progress(.nan, "line\none\u{1b}[2J")
      ```

      It is `{swift} colour`.

      ```swift
      //| run: throws
      //| expect: red end
      struct Nested: Error, CustomStringConvertible {
        struct Inner { var pointer = UnsafeRawPointer(bitPattern: 0x7f12_3456_7890) }
        var description: String { "\(colour) end: \(Inner()), \(Nested.self)" }
      }
      throw Nested()
      ```

      ```swift
      //| run: trap
      //| expect: red
      class Box {}
      fatalError("\(colour) \(ObjectIdentifier(Box()))")
      ```

      ```swift
      do {
        struct Local {}
        dump(Local())
        print(String(reflecting: Local.self))
      }
      ```
      """#
    let book = try TemporaryBook(["01-a.md": chapter])
    let first = try await book.run()
    #expect(first.errors == [])
    let result = try #require(first.run.outputs[0]?.result)
    #expect(
      result.cells[0] == [
        .text("step 20000 of 20000\nred\n"), .paragraph("red"),
        .table(
          TableOutput(columns: ["ab"], rows: [["red"]], isNumeric: [false], hasTotal: false)),
      ])
    #expect(result.inlineValues == ["red"])
    #expect(result.dataSources == ["red"])
    let texts = result.cells.dropFirst().map { outputs -> String in
      switch outputs.first {
      case .failure(let failure)?: failure.messages[0].text
      case .text(let text)?: text
      default: ""
      }
    }
    #expect(
      texts == [
        "red end: Inner(pointer: Optional(0x…)), Nested",
        "red ObjectIdentifier(0x…)", "- Chapter.Local\nChapter.Local\n",
      ])

    try book.write(chapter + "\n```swift\nprint(2)\n```\n", to: "01-a.md")
    #expect(try await book.run().run.outputs[0]?.result.cells[0] == result.cells[0])
  }

  @Test("What is cut is cut between characters")
  func cut() async throws {
    let book = try TemporaryBook([
      "01-a.md": """
      # Cut

      ```swift
      print(String(repeating: "漢", count: 100_000), terminator: "")
      ```

      ```swift
      print(String(repeating: "\\u{1b}[31mx\\u{1b}[0m", count: 30_000))
      ```
      """
    ])
    let cells = try await book.run().run.outputs[0]?.result.cells
    let notice = "[cut: of what a cell prints, 256 KiB are kept]\n"
    #expect(
      cells == [
        [.text(String(repeating: "漢", count: (256 << 10) / 3) + "\n" + notice)],
        [.text(String(repeating: "x", count: 30_000) + "\n")],
      ])
  }

  @Test("What a cell writes into the runner's records itself does no harm")
  func hostileRecords() async throws {
    let lines = [
      "nonsense", "{\"began\":{\"cell\":99,\"textOffset\":0}}",
      "{\"began\":{\"cell\":-1,\"textOffset\":-9223372036854775808}}",
      "{\"began\":{\"cell\":0,\"textOffset\":-9223372036854775808}}",
      "{\"tried\":{\"cell\":7,\"status\":0,\"textOffset\":9223372036854775807}}",
      "{\"evaluated\":{\"inline\":5,\"text\":\"x\"}}",
      "{\"progressed\":{\"fraction\":1e300,\"message\":\"\"}}",
      "{\"stored\":{\"checkpoint\":\"c\",\"file\":\"/etc/passwd\"}}",
      """
      {"showed":{"_0":{"table":{"_0":{"columns":["a"],"hasTotal":true,"isNumeric":[],\
      "rows":[[],["b","c"]]}}},"textOffset":0}}
      """,
      """
      {"showed":{"_0":{"figure":{"_0":{"altText":"a","files":{"light1x":"../a","light2x":"b",\
      "dark1x":"c","dark2x":"d"},"height":1,"width":1}}},"textOffset":0}}
      """,
    ]
    for line in lines {
      let book = try TemporaryBook([
        "01-a.md": """
        # Hostile

        ```swift
        import Foundation
        let plan = ProcessInfo.processInfo.environment["BOOK_CELL_PLAN"]!
        let events = URL(fileURLWithPath: plan).deletingLastPathComponent()
          .appendingPathComponent("events.jsonl")
        let file = try FileHandle(forWritingTo: events)
        try file.seekToEnd()
        file.write(Data(\((line + "\n").debugDescription).utf8))
        print("done")
        ```
        """
      ])
      let outcome = try await book.run()
      // A file that is none of its own, and a second beginning, are refused.
      let isRefused = line.contains("stored") || line.contains("\"cell\":0")
      #expect(outcome.errors.count == (isRefused ? 1 : 0), "\(line): \(outcome.errors)")
      #expect(outcome.errors.allSatisfy { !$0.contains("Cocoa") })
      if !isRefused {
        #expect(outcome.run.outputs[0]?.result.cells == [[.text("done\n")]], "\(line)")
      }
    }
  }
}
