import Foundation

extension SourceText {
  /// Where a text first stands in all or some of the lines; the start of the first of them if it
  /// does not.
  func position(of text: String, within numbers: ClosedRange<Int>? = nil) -> SourcePosition {
    let numbers = numbers ?? 1...max(1, lines.count)
    for number in numbers {
      guard let line = line(number), let found = line.range(of: text) else { continue }
      let before = line.utf8.distance(from: line.startIndex, to: found.lowerBound)
      return position(line: number, column: before + 1)
    }
    return position(line: numbers.lowerBound)
  }
}
