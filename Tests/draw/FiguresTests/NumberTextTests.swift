import Figures
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "Fixed decimals",
    arguments: [
      (1234.5, 2, "1,234.50"), (-0.004, 2, "0.00"), (-1.5, 0, "\u{2212}2"), (0.1 + 0.2, 1, "0.3"),
      (999_999.5, 0, "1,000,000"), (0.05, 3, "0.050"), (.nan, 1, "not a number"),
      (-.infinity, 1, "\u{2212}\u{221E}"),
    ])
  func fixed(value: Double, decimals: Int, expected: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == expected)
  }

  @Test(
    "Significant digits",
    arguments: [
      (0.03124, "0.0312"), (2.3, "2.30"), (1250, "1,250"), (98.7654, "98.8"), (0, "0"),
      (1e-7, "1.00\u{D7}10\u{207B}\u{2077}"), (2.5e12, "2.50\u{D7}10\u{B9}\u{B2}"),
      (-0.5, "\u{2212}0.500"), (0.000999, "0.000999"), (1000, "1,000"), (0.001, "0.00100"),
    ])
  func significant(value: Double, expected: String) {
    #expect(NumberText.significant(value) == expected)
  }

  @Test(
    "Numbers of a column have the same decimals unless their sizes differ much",
    arguments: [
      ([98.82, 99, 8.5], ["98.82", "99.00", "8.50"]), ([1, 1250], ["1", "1,250"]),
      ([5, 10], ["5", "10"]), ([2.3, 0.0123], ["2.300", "0.01230"]),
      ([0, 0.5], ["0.0000", "0.5000"]),
      ([.nan, 1.5], ["not a number", "1.500"]),
    ] as [([Double], [String])])
  func column(values: [Double], expected: [String]) {
    #expect(NumberText.column(values) == expected)
  }

  @Test("Without zeros at the end", arguments: [(0.5, "0.5"), (100, "100"), (12.25, "12.3")])
  func compact(value: Double, expected: String) {
    #expect(NumberText.compact(value) == expected)
  }

  @Test(
    "Thousands are separated",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (-340_908, "\u{2212}340,908"),
      (Int.min, "\u{2212}9,223,372,036,854,775,808"),
    ])
  func grouped(value: Int, expected: String) {
    #expect(NumberText.grouped(value) == expected)
  }
}
