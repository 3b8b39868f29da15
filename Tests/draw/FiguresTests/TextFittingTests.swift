import Figures
import Testing

@Suite("Fitting texts to a width")
struct TextFittingTests {
  @Test("Lines break between words, then behind hyphens, and no line is too wide")
  func lines() {
    let lines = TextFitting.lines("max-pooling 2x2, scaled tanh", width: 70, size: 13)
    #expect(lines == ["max-", "pooling", "2x2,", "scaled", "tanh"])
    #expect(lines.allSatisfy { FontMetrics.width(of: $0, size: 13) <= 70 })
  }

  @Test("A hyphenated word stays whole where it fits")
  func hyphen() {
    #expect(TextFitting.lines("log-softmax", width: 100, size: 13) == ["log-softmax"])
  }

  @Test("What cannot be broken is shortened", arguments: [0.0, 5, 20, 60])
  func shortened(width: Double) {
    let text = TextFitting.shortened("Incomprehensibilities", to: width, size: 13)
    #expect(text.hasSuffix("\u{2026}"))
    #expect(text == "\u{2026}" || FontMetrics.width(of: text, size: 13) <= width)
  }

  @Test("Empty text has no lines")
  func empty() {
    #expect(TextFitting.lines("", width: 10, size: 13) == [])
  }
}
