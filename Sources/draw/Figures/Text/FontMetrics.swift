/// The measures of DejaVu Sans, the face of every figure, so that layout needs no font library.
public enum FontMetrics {
  /// The name by which the renderer finds the face.
  public static let family = "DejaVu Sans"

  /// How far tall letters rise above the baseline, as a share of the type size.
  public static let ascent = 0.76
  /// How far letters such as `p` reach below the baseline, as a share of the type size.
  public static let descent = 0.24
  /// The height of capitals and digits, as a share of the type size.
  public static let capHeight = 0.729
  /// The distance of baselines, as a share of the type size.
  public static let lineSpacing = 1.25

  /// How far the text moves the pen. Signs missing from the table count as one type size each,
  /// which is wider than nearly all of them; the renderer makes wider ones smaller.
  public static func width(of string: String, size: Points, weight: Text.Weight = .regular)
    -> Points
  {
    let table = weight == .bold ? AdvanceWidths.bold : AdvanceWidths.regular
    return string.unicodeScalars.reduce(0) { $0 + table.width(of: $1) } * size
  }

  /// Whether the widths of all signs are those of the face: other texts need other fonts too.
  package static func isExact(for string: String) -> Bool {
    string.unicodeScalars.allSatisfy { AdvanceWidths.regular.knownWidth(of: $0) != nil }
  }

  /// Where the baseline must lie for capitals and digits to be centred at a height.
  public static func baseline(centeredAt y: Points, size: Points) -> Points {
    y + capHeight * size / 2
  }
}

extension AdvanceWidths {
  /// The width of one sign as a share of the type size.
  func width(of scalar: Unicode.Scalar) -> Double {
    knownWidth(of: scalar) ?? (scalar.takesNoRoom ? 0 : 1)
  }

  /// The width as the face has it, or `nil` for signs that are not in the table.
  func knownWidth(of scalar: Unicode.Scalar) -> Double? {
    for (range, run) in zip(Self.ranges, runs) where range.contains(scalar.value) {
      return Double(run[Int(scalar.value - range.lowerBound)]) / 2048
    }
    if let index = Self.symbols.firstIndex(of: scalar.value) {
      return Double(symbolWidths[index]) / 2048
    }
    return nil
  }
}

extension Unicode.Scalar {
  /// Whether the sign stands upon the one before, or only says how others are written.
  package var takesNoRoom: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}
