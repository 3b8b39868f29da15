/// How wide the range is from which a layer's first weights are drawn, evenly on both sides of 0.
///
/// - Source: LeCun et al. (1998), appendix A: ±2.4 over the fan-in. PyTorch takes ±1 over its
///   square root.
public enum Initialization: Sendable, Hashable, Codable {
  /// ±scale / fan-in.
  case overFanIn(Float)
  /// ±scale / sqrt(fan-in).
  case overRootOfFanIn(Float)

  /// ±2.4 / fan-in, the paper's.
  public static let lenet1998 = Initialization.overFanIn(2.4)

  /// ±1 / sqrt(fan-in), PyTorch's.
  public static let standard = Initialization.overRootOfFanIn(1)

  /// The largest weight of a unit.
  ///
  /// - Parameter fanIn: how many inputs the unit sums.
  public func bound(fanIn: Int) -> Float {
    switch self {
    case .overFanIn(let scale): scale / Float(fanIn)
    case .overRootOfFanIn(let scale): scale / Float(fanIn).squareRoot()
    }
  }
}
