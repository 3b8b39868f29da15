public import Figures
import Foundation

/// The squashing function of LeNet-5, `f(a) = A tanh(S a)`, and its derivative.
///
/// - Source: LeCun et al. (1998), equation 6 and appendix A: A = 1.7159 and S = 2/3, so that
///   `f(1) = 1` and `f(-1) = -1`, where the second derivative is greatest.
public struct SquashingPlot: Figure {
  public let plot: Plot

  /// - Parameters:
  ///   - amplitude: A, the bound of the function.
  ///   - slope: S, by which its argument is multiplied.
  ///   - reach: how far the plot goes to both sides.
  public init(
    amplitude: Double = 1.7159, slope: Double = 2.0 / 3, reach: Double = 4,
    title: String = "The scaled tanh and its derivative", width: Points = 720, height: Points = 360
  ) {
    let steps = 160
    let arguments = (-steps...steps).map { Double($0) / Double(steps) * reach }
    func value(_ a: Double) -> Double { amplitude * tanh(slope * a) }
    func derivative(_ a: Double) -> Double {
      let share = tanh(slope * a)
      return amplitude * slope * (1 - share * share)
    }
    plot = Plot(
      title: title, x: Axis("a"), y: Axis(""),
      marks: [
        Line(x: arguments, y: arguments.map(value), label: "f(a)", width: 2.5),
        Line(x: arguments, y: arguments.map(derivative), label: "f\u{2032}(a)", dash: [7, 4]),
        Dots(
          x: [-1.0, 1], y: [-1.0, 1].map(value), label: "f(\u{2212}1) and f(1), the targets",
          radius: 5),
      ], width: width, height: height)
    words = AltText.joined(
      title,
      "The function rises from \(NumberText.compact(value(-reach))) to "
        + "\(NumberText.compact(value(reach))) and passes \(NumberText.compact(value(-1))) at "
        + "\u{2212}1 and \(NumberText.compact(value(1))) at 1",
      "Its derivative is greatest in the middle, \(NumberText.compact(derivative(0))), and falls "
        + "to \(NumberText.compact(derivative(1))) at 1 and \(NumberText.compact(derivative(reach)))"
        + " at \(NumberText.compact(reach))")
  }

  private let words: String

  public func drawing() -> Drawing { plot.drawing() }

  public var altText: String { words }
}
