import Foundation
import NeuralNet
import Testing

@Suite("Losses of penalties")
struct PenaltyLossTests {
  static let penalties: [[Float]] = [
    [1, 2, 3], [0.1, 0.2, 0], [700, 650, 900], [80, 0, 1_000], [5, 5, 5],
  ]

  /// Equation 9 as the paper writes it, with the smallest penalty taken out in double precision.
  func equation9(_ y: [Double], label: Int, j: Double) -> Double {
    let smallest = min(j, y.min() ?? j)
    let sum = y.reduce(exp(smallest - j)) { $0 + exp(smallest - $1) }
    return y[label] + log(sum) - smallest
  }

  @Test("Equation 8 is the penalty of the right class")
  func equation8() {
    let (total, gradient) = RightPenalty().evaluate(
      outputs: [3, 1, 2, 5, 6, 7], labels: [2, 0], scale: 0.5)
    #expect(total == 7)
    #expect(gradient == [0, 0, 0.5, 0.5, 0, 0])
  }

  @Test(
    "Equation 9, its slope and its curvature, also beyond the range of the exponential",
    arguments: penalties, [0, 0.1, 12] as [Float])
  func competition(penalties: [Float], j: Float) {
    let loss = CompetitivePenalty(j: j)
    let y = penalties.map(Double.init)
    for label in penalties.indices {
      let (total, gradient) = loss.evaluate(outputs: penalties, labels: [label], scale: 1)
      let expected = equation9(y, label: label, j: Double(j))
      #expect(abs(total - expected) <= 1e-6 * max(1, abs(expected)))
      let curvatures = loss.curvatures(outputs: penalties, labels: [label])
      for index in y.indices {
        func moved(_ step: Double) -> Double {
          var moved = y
          moved[index] += step
          return equation9(moved, label: label, j: Double(j))
        }
        let slope = (moved(1e-4) - moved(-1e-4)) / 2e-4
        #expect(abs(slope - Double(gradient[index])) < 1e-6)
        let curvature = (moved(1e-3) - 2 * moved(0) + moved(-1e-3)) / 1e-6
        #expect(abs(curvature - Double(curvatures[index])) < 1e-4)
      }
    }
  }

  /// - Checked against: the sum of equation 9 at the midpoint between the codes of 6 and 8, where
  ///   both penalties are 12.
  @Test(
    "A small j switches the competition off",
    arguments: [(0.1, 6.8e-6), (12, 1.0 / 3)] as [(Float, Double)])
  func effectOfJ(j: Float, rival: Double) {
    let far = [Float](repeating: 100, count: 8)
    let gradient = CompetitivePenalty(j: j).evaluate(
      outputs: [12, 12] + far, labels: [0], scale: 1
    ).gradient
    #expect(abs(Double(-gradient[1]) - rival) < 0.01 * rival)
  }

  @Test("The scale of the batch multiplies the gradient, not the total")
  func scale() {
    let loss = CompetitivePenalty(j: 1)
    let whole = loss.evaluate(outputs: [1, 2, 2, 1], labels: [0, 0], scale: 1)
    let half = loss.evaluate(outputs: [1, 2, 2, 1], labels: [0, 0], scale: 0.5)
    #expect(whole.total == half.total)
    #expect(whole.gradient.map { $0 / 2 } == half.gradient)
    #expect(loss.evaluate(outputs: [], labels: [], scale: 1).gradient.isEmpty)
    #expect(loss.curvatures(outputs: [], labels: []).isEmpty)
  }
}
