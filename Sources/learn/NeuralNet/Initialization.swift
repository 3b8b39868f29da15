/// Where the first weights of a network come from.
///
/// Weights are drawn evenly from a range around 0 that the fan-in of their unit gives, how many
/// inputs it sums: units with many inputs get small weights, so that their sums stay where the
/// squashing function is neither flat nor straight.
///
/// - Source: LeCun et al. (1998), appendix A: ±2.4 over the fan-in. PyTorch takes ±1 over its
///   square root.
public struct Initialization: Sendable, Hashable, Codable {
  /// How wide the range is.
  public enum Width: Sendable, Hashable, Codable {
    /// ±scale / fan-in.
    case overFanIn(Float)
    /// ±scale / sqrt(fan-in).
    case overRootOfFanIn(Float)
  }

  public var width: Width
  /// Whether the coefficients of ``Subsampling2D`` are not drawn but begin as those of the
  /// average.
  ///
  /// A coefficient that is drawn near 0 nearly cuts off its map, and since coefficients are
  /// shared by many units their steps are the shortest: it may take passes to grow.
  public var subsamplingBeginsAsAverage: Bool

  public init(_ width: Width, subsamplingBeginsAsAverage: Bool = false) {
    self.width = width
    self.subsamplingBeginsAsAverage = subsamplingBeginsAsAverage
  }

  /// ±2.4 / fan-in, the paper's.
  public static let lenet1998 = Initialization(.overFanIn(2.4))

  /// ±1 / sqrt(fan-in), PyTorch's.
  public static let standard = Initialization(.overRootOfFanIn(1))

  /// ±1 / sqrt(fan-in), with subsampling that begins as the average.
  public static let averaging = Initialization(
    .overRootOfFanIn(1), subsamplingBeginsAsAverage: true)

  /// The largest weight of a unit.
  ///
  /// - Parameter fanIn: how many inputs the unit sums.
  public func bound(fanIn: Int) -> Float {
    switch width {
    case .overFanIn(let scale): scale / Float(fanIn)
    case .overRootOfFanIn(let scale): scale / Float(fanIn).squareRoot()
    }
  }
}
