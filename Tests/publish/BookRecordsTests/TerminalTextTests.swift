import BookRecords
import Testing

@Suite("What a terminal shows", .timeLimit(.minutes(15)))
struct TerminalTextTests {
  @Test(
    "Lines are left as they are at their end, and what is not text is gone",
    arguments: [
      ("plain\ttext\n\nmore\n", "plain\ttext\n\nmore\n"),
      ("é 漢字 👩‍🔬 «»\u{a0}!\n", "é 漢字 👩‍🔬 «»\u{a0}!\n"),
      ("0%\r50%\r100%\ndone\n", "100%\ndone\n"),
      ("loading\rok\n", "okading\n"),
      ("loading\r\u{1b}[Kok\n", "ok\n"),
      ("loading\u{1b}[2K\rok", "ok"),
      ("abc\u{1b}[2Kd", "   d"),
      ("abc\u{1b}[1Gd", "dbc"),
      ("windows\r\nlines\r\n", "windows\nlines\n"),
      ("50%\r", "50%"),
      ("abc\u{8}\u{8}X\n", "aXc\n"),
      ("\u{8}\u{8}a", "a"),
      ("e\u{301}\rx", "x"),
      ("漢字\rx", "x 字"),
      ("x漢\r漢", "漢 "),
      ("\u{1b}[1;31mred\u{1b}[0m", "red"),
      ("\u{1b}[38:2::255:0:0mred\u{1b}[m", "red"),
      ("\u{1b}]0;title\u{7}text", "text"),
      ("\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
      ("\u{9d}title\u{9c}text\u{9b}31m", "text"),
      ("\u{1b}Pdevice\u{1b}\\a\u{1b}_program\u{1b}\\b", "ab"),
      ("\u{1b}(B\u{1b}#8\u{1b}7\u{1b}=a\u{e}\u{f}", "a"),
      ("\u{1b}[2J\u{1b}[10;10Ha\u{1b}[3A", "a"),
      ("a\u{0}b\u{7}c\u{7f}d\u{b}\u{c}\u{85}", "abcd"),
      ("\u{1b}[31", ""),
      ("\u{1b}[31\nnext", "\nnext"),
      ("\u{1b}]never ended\nnext", "\nnext"),
      ("a\u{1b}", "a"),
      ("\u{1b}[31é", "é"),
    ])
  func shown(output: String, text: String) {
    #expect(TerminalText.shown(output) == text)
  }

  @Test("What is no UTF-8 is shown as such")
  func invalidBytes() {
    var terminal = TerminalText()
    terminal.write([0x61, 0xff, 0x62, 0x0d, 0x9b, 0x0a, 0xe6, 0xbc])
    #expect(terminal.text == "\u{fffd}\u{fffd}b\n\u{fffd}")
  }

  /// Bytes of the kinds that matter, in any order.
  private func bytes(_ count: Int, _ generator: inout some RandomNumberGenerator) -> [UInt8] {
    let kinds: [[UInt8]] = [
      Array("text ".utf8), Array("é漢👩‍🔬".utf8), [0x0d], [0x08], [0x0a], [0x1b], Array("[2K".utf8),
      Array("[K".utf8), Array("[1;31m".utf8), Array("]0;t".utf8), [0x07], [0x00, 0x7f],
      [0xc2, 0x9b],
      [0xc2, 0x85], [0xff], [0xe6], [0x80], [0xf0, 0x9f],
    ]
    var bytes: [UInt8] = []
    while bytes.count < count {
      bytes +=
        Bool.random(using: &generator)
        ? kinds.randomElement(using: &generator)! : [UInt8.random(in: 0...255, using: &generator)]
    }
    return bytes
  }

  @Test("No control character is left of any bytes, and where they are cut changes nothing")
  func anyBytes() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let bytes = bytes(200, &generator)
      var whole = TerminalText()
      whole.write(bytes)
      let isClean = whole.text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
      }
      #expect(isClean, "\(bytes)")
      #expect(TerminalText.shown(whole.text) == whole.text, "\(bytes)")

      var parts = TerminalText()
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 0...5, using: &generator)
        parts.write(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(parts.text == whole.text, "\(bytes)")
    }
  }

  /// Each of these took minutes if it cost the length of the line.
  @Test(
    "A megabyte takes no longer than a megabyte",
    arguments: [
      "\r", "\u{8}", "x\r", "\u{1b}[2Kx", "\u{1b}[Kx", "\u{1b}[2K\rx", "\u{301}", "\u{1b}[",
      "漢\u{8}",
    ])
  func linear(part: String) {
    let line = String(repeating: "x", count: 500_000)
    let text = TerminalText.shown(
      line + String(repeating: part, count: 500_000 / part.utf8.count) + "\n")
    #expect(text.hasSuffix("\n"))
  }

  @Test(
    "Places in memory are not shown",
    arguments: [
      ("Chapter.(unknown context at $7f3c19ffc990).Full(n: 1)", "Chapter.Full(n: 1)"),
      (
        "A.(unknown context at $1).(unknown context at $104b2f0c8).B", "A.B"
      ),
      ("ObjectIdentifier(0x00007f3c19ffc990)", "ObjectIdentifier(0x…)"),
      ("<Thread: 0x55d0c8a2b1c8>", "<Thread: 0x…>"),
      ("0x0000600001c8c0a0", "0x…"),
      ("0x0000000000000040 0xff 0x1234567890abcdef", "0x0000000000000040 0xff 0x1234567890abcdef"),
      ("0xdeadbeef (unknown context) $7f 0x", "0xdeadbeef (unknown context) $7f 0x"),
    ])
  func addresses(text: String, shown: String) {
    #expect(text.withoutMemoryAddresses == shown)
  }
}
