import Figures

extension AltText {
  /// What a figure is, what is to be seen in it, and details while there is room.
  static func joined(_ title: String, _ sentences: String...) -> String {
    joined(
      ([title] + sentences).filter { !$0.isEmpty }.map { sentence in
        sentence.last.map { ".!?".contains($0) } ?? false ? sentence : sentence + "."
      })
  }

  /// The number as figures write it.
  static func number(_ value: Float, digits: Int = 3) -> String {
    NumberText.compact(Double(value), digits: digits)
  }
}
