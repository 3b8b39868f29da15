import Figures

extension Block {
  /// Terms below each other with their numbers, the last one the result.
  static func equation(_ terms: [(name: String, value: Float)]) -> Block {
    .table(
      terms.enumerated().map { index, term in
        let isResult = index == terms.count - 1
        let value =
          term.value.isNaN
          ? "NaN"
          : abs(term.value) >= 10_000
            ? NumberText.compact(Double(term.value), digits: 2)
            : NumberText.fixed(Double(term.value), decimals: 2)
        return [
          .text(term.name, color: isResult ? .ink : .muted),
          .text(value, weight: isResult ? .bold : .regular),
        ]
      }, gap: 10, lineGap: 2, alignments: [.start, .end])
  }
}
