/// Makes chapters of all constructs of Markdown, nested and broken at random.
///
/// What is broken has a name such as `n12` that messages repeat, and starts with it or with a mark and
/// it, so that a test can see whether a message points at what it is about.
struct RandomChapter {
  private var random: SplitMix64
  private var names = 0
  private var depth = 0

  init(seed: UInt64) {
    random = SplitMix64(state: seed)
  }

  /// The whole chapter, with line ends of one kind or of all.
  mutating func text() -> String {
    var lines: [String] = []
    if chance(4) { lines += ["---", "summary: \(line())", "---"] }
    lines += ["# Title", ""]
    for _ in 0..<Int.random(in: 1...6, using: &random) { lines += block() + [""] }
    if chance(8) { lines += ["```swift", "let unclosed = 1"] }
    let ends = [["\n"], ["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]]
    let kinds = pick(ends)
    return lines.map { $0 + pick(kinds) }.joined()
  }

  // MARK: Blocks

  private mutating func block() -> [String] {
    depth += 1
    defer { depth -= 1 }
    switch Int.random(in: 0..<(depth > 3 ? 8 : 14), using: &random) {
    case 0, 1: return paragraph()
    case 2: return ["## " + line() + pick(["", " ##", " {#sec-\(name()) }", " {#fig-\(name())}"])]
    case 3: return paragraph() + [pick(["===", "---"])]
    case 4: return table()
    case 5: return fence()
    case 6: return ["[a]: /address \"title\""] + paragraph()
    case 7: return pick([["$$", "x + y", "$$ {#energy}"], ["$$ x"], ["<div>", "a", "</div>"]])
    case 8, 9: return behind(pick([">", "> ", ">\t", "   > "]), isLazy: chance(3))
    case 10: return behind("- ", further: pick(["  ", "  ", "\t", ""]))
    case 11: return behind("1. ", further: "   ")
    case 12: return behind("- [x] ", further: "  ")
    default: return behind("[^note\(names)]: ", further: "    ")
    }
  }

  private mutating func behind(_ mark: String, further: String? = nil, isLazy: Bool = false)
    -> [String]
  {
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      lines += block() + (chance(2) ? [""] : [])
    }
    return lines.enumerated().map { index, line in
      index == 0 ? mark + line : isLazy && chance(3) ? line : (further ?? mark) + line
    }
  }

  private mutating func paragraph() -> [String] {
    var text = ""
    for _ in 0..<Int.random(in: 1...7, using: &random) {
      text += inline() + pick([" ", " ", "\n"])
    }
    return text.split(separator: "\n").map { pick(["", "", "  ", "\t"]) + $0 }
  }

  private mutating func table() -> [String] {
    var rows = ["| \(line()) | \(line()) |", pick(["|---|:-:|", "--- | ---"])]
    if chance(3) { rows = paragraph() + rows }
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      rows.append(pick(["| \(line()) \\| b | \(line()) |", "\(line()) | \(line())", line()]))
    }
    if chance(3) { rows += (chance(2) ? [""] : []) + [": \(line()) {#tbl-\(name()) }"] }
    return rows
  }

  private mutating func fence() -> [String] {
    let mark = pick(["```", "~~~~"])
    let options = [
      "//| \(name()): x", "//| caption: \(line())", "//| caption: |", "//|   \(line())",
      "//| caption: \"\(line())", "//|   \\u0041 \(line())\"", "//| alt: a #\(name())", "",
    ]
    let chosen = options.indices.filter { _ in chance(4) }.map { options[$0] }
    return [mark + pick(["swift", "swift", "sh"])] + chosen + ["let a = 1", mark]
  }

  // MARK: Lines

  /// Inlines in one line, as a heading or a table's cell has them.
  private mutating func line() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) { text += inline() + " " }
    return text.replacing("\n", with: " ").replacing("|", with: "\\|")
  }

  private mutating func inline(isInLink: Bool = false) -> String {
    depth += 1
    defer { depth -= 1 }
    let simple = [
      "word", "说你好", "👩‍👩‍👧 e\u{301}", "\u{2028}", "tab\there", "&amp;", "&nbsp;&#65;", "\\*", "\\[",
      "`code`", "`` a ` b ``", "`a\nb`", "$x$", "$a\n+ b$", "<b id=\"x\">", "<i\nid=y>",
      "www.example.org", "5\\\n", "a  \n", "_", "&",
    ]
    let marks = ["`", "**", "[", "]", "(", "!", "$$", "\\"]
    switch Int.random(in: 0..<(depth > 4 ? 10 : 15), using: &random) {
    case 0...3: return pick(simple)
    case 4: return pick(isInLink ? simple : marks)
    case 5, 6: return "@fig-\(name())"
    case 7: return "[^\(name())]"
    case 8: return "`{swift} \(name())`"
    case 9: return isInLink ? "w" : "[\(label())][a]"
    case 10: return "*\(inline(isInLink: isInLink))*"
    case 11: return "**\(inline(isInLink: isInLink))**"
    case 12: return "~~\(inline(isInLink: isInLink))~~"
    case 13: return isInLink ? "w" : "[" + target()
    default: return "![" + target()
    }
  }

  private mutating func label() -> String { chance(2) ? "a" : "b\nc" }

  /// The rest of a link or picture that leads nowhere.
  private mutating func target() -> String {
    let name = name()
    let words = pick(["", "\n"]) + (chance(2) ? inline(isInLink: true) : "words")
    let title = pick(["", " \"title\"", "\n'two\nlines'"])
    return "\(name) \(words)](\(pick(["", "\n"]))\(name).\(pick(["md", "png", "html"]))\(title))"
  }

  private mutating func name() -> String {
    names += 1
    return "n\(names)"
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private mutating func chance(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }
}

/// A generator of random numbers that gives the same ones on every machine.
///
/// - Source: Steele, Lea and Flood (2014), SplitMix.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
