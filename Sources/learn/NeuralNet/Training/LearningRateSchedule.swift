import Foundation

/// How the learning rate changes in the course of training.
///
/// Time is counted in passes over the data: 0 is the start, 2.5 the middle of the third pass.
public enum LearningRateSchedule: Sendable, Hashable, Codable {
  /// One rate after the other, each for some passes; the last one for good.
  case steps([Step])
  /// From one rate to another, by the same factor in equal times.
  case exponential(from: Float, to: Float, epochs: Int)
  /// From one rate to another along half a wave of the cosine: slowly, fast, slowly.
  ///
  /// - Source: Loshchilov and Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*,
  ///   ICLR 2017, arXiv:1608.03983.
  case cosine(from: Float, to: Float, epochs: Int)
  /// Up from a 25th of the peak in the first 30 % of the time, then down to a 10,000th of the
  /// start, both along half a wave of the cosine.
  ///
  /// - Source: Smith and Topin, *Super-Convergence: Very Fast Training of Neural Networks Using
  ///   Large Learning Rates*, arXiv:1708.07120, with the shape that PyTorch's `OneCycleLR` has.
  case oneCycle(peak: Float, epochs: Int)

  /// A rate, and for how many passes it holds.
  public struct Step: Sendable, Hashable, Codable {
    public var rate: Float
    public var epochs: Int

    public init(_ rate: Float, epochs: Int) {
      self.rate = rate
      self.epochs = epochs
    }
  }

  /// The 20 passes of LeNet-5.
  ///
  /// - Source: LeCun et al. (1998), section III.B.
  public static let lenet1998 = LearningRateSchedule.steps([
    Step(5e-4, epochs: 2), Step(2e-4, epochs: 3), Step(1e-4, epochs: 3), Step(5e-5, epochs: 4),
    Step(1e-5, epochs: 8),
  ])

  /// The rate at a moment.
  ///
  /// - Parameter time: how many passes over the data are over, counting parts of them.
  public func rate(at time: Double) -> Float {
    switch self {
    case .steps(let steps):
      var end = 0.0
      for step in steps {
        end += Double(step.epochs)
        if time < end { return step.rate }
      }
      return steps.last?.rate ?? 0
    case .exponential(let from, let to, let epochs):
      let share = Self.share(of: time, epochs)
      return Float(Double(from) * pow(Double(to / from), share))
    case .cosine(let from, let to, let epochs):
      return Self.wave(from: Double(from), to: Double(to), share: Self.share(of: time, epochs))
    case .oneCycle(let peak, let epochs):
      let (share, rise) = (Self.share(of: time, epochs), 0.3)
      let start = Double(peak) / 25
      return share < rise
        ? Self.wave(from: start, to: Double(peak), share: share / rise)
        : Self.wave(from: Double(peak), to: start / 1e4, share: (share - rise) / (1 - rise))
    }
  }

  private static func share(of time: Double, _ epochs: Int) -> Double {
    min(max(time / Double(max(epochs, 1)), 0), 1)
  }

  private static func wave(from: Double, to: Double, share: Double) -> Float {
    Float(to + (from - to) * (1 + cos(.pi * share)) / 2)
  }
}
