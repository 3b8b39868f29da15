import BookModel

/// What a page of an edition has not, though its chapter has.
extension Chapter {
  /// Why what a reference names is not on the page, or `nil` if it is.
  func reason(why label: String, isMissingFrom edition: Edition) -> String? {
    guard let cell = cells.first(where: { $0.defines(label) }) else { return nil }
    if cell.options.remove == .output { return "its cell is removed" }
    return cell.reasonForAbsence(from: edition)
  }

  /// Why the place that a link names is not on the page, or `nil` if it is.
  func reason(whyPlace name: String, isMissingFrom edition: Edition) -> String? {
    cells.first { $0.defines(name) }?.reasonForAbsence(from: edition)
  }
}

extension Cell {
  /// Whether a label is that of the cell's output or of a part of its figure.
  fileprivate func defines(_ label: String) -> Bool {
    guard let own = options.label else { return false }
    return label == own || !options.subcaptions.isEmpty && label.dropLast(2) == own
  }

  fileprivate func reasonForAbsence(from edition: Edition) -> String? {
    if !edition.includes(self) { return "the \(edition.rawValue) edition has no solutions" }
    return options.remove == .cell ? "its cell is removed" : nil
  }
}
