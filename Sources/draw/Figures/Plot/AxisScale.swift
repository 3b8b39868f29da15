/// Gives numbers their places along an axis.
public struct AxisScale: Sendable, Hashable {
  public var kind: Axis.Kind
  /// The numbers at the axis's ends.
  public var domain: ClosedRange<Double>
  /// Where the domain's lower bound lies.
  public var start: Points
  /// Where the domain's upper bound lies; less than `start` for an axis that points upwards.
  public var end: Points

  public init(kind: Axis.Kind, domain: ClosedRange<Double>, start: Points, end: Points) {
    self.kind = kind
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a number, or `nil` if the axis has none for it.
  ///
  /// Numbers outside the domain lie outside the axis, at most one length of it away.
  public func position(of value: Double) -> Points? {
    guard value.isFinite else { return nil }
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let share: Double
    switch kind {
    case .linear:
      share = (value - low) / (high - low)
    case .logarithmic:
      guard value > 0 else { return nil }
      // Differences of logarithms, since the quotient of two numbers can overflow.
      share =
        (decimalLogarithm(value) - decimalLogarithm(low))
        / (decimalLogarithm(high) - decimalLogarithm(low))
    }
    return start + min(max(share, -1), 2) * (end - start)
  }
}
