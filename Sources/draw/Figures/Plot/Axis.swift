/// What a plot's axis shows and how.
public struct Axis: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case linear
    /// Equal distances for equal ratios; numbers that are not positive cannot be drawn.
    case logarithmic
  }

  public var label: String
  /// Such as `s` or `%`; empty for plain numbers.
  public var unit: String
  public var kind: Kind
  /// The numbers at the axis's ends; found from the data if `nil`.
  public var range: ClosedRange<Double>?
  /// Whether ticks between whole numbers make no sense, as for epochs.
  public var isWhole: Bool

  public init(
    _ label: String, unit: String = "", kind: Kind = .linear, range: ClosedRange<Double>? = nil,
    isWhole: Bool = false
  ) {
    self.label = label
    self.unit = unit
    self.kind = kind
    self.range = range
    self.isWhole = isWhole
  }

  /// The label with the unit: `time (s)`.
  public var title: String {
    unit.isEmpty ? label : label.isEmpty ? unit : "\(label) (\(unit))"
  }

  /// Whether the axis has a place for a number.
  func canShow(_ value: Double) -> Bool {
    // Beyond this bound, distances overflow.
    value.isFinite && abs(value) <= 1e300 && (kind == .linear || value >= 1e-300)
  }

  /// The numbers at the axis's ends for data between two bounds.
  ///
  /// - Parameter bounds: `nil` if there is nothing to show.
  func domain(showing bounds: ClosedRange<Double>?) -> ClosedRange<Double> {
    if let range, canShow(range.lowerBound), range.lowerBound < range.upperBound { return range }
    guard let bounds else { return kind == .linear ? 0...1 : 1...10 }
    let (low, high) = (bounds.lowerBound, bounds.upperBound)
    switch kind {
    case .logarithmic:
      guard high > low * (1 + 1e-9) else { return (low / 2)...(high * 2) }
      // Lines at the least and the greatest number keep off the frame.
      let margin = power(10, 0.04 * (decimalLogarithm(high) - decimalLogarithm(low)))
      return (low / margin)...(high * margin)
    case .linear:
      let magnitude = max(abs(low), abs(high))
      if high - low > magnitude * 1e-9 { return bounds }
      let margin = isWhole || magnitude == 0 ? max(1, magnitude * 1e-6) : magnitude * 0.1
      return (low - margin)...(high + margin)
    }
  }
}
