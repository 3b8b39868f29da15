import Foundation

/// The penalty of the right class: what the first loss of LeNet-5 makes small.
///
/// `E = (1/N) sum over n of y[n, label[n]]`. Nothing keeps the penalties of wrong classes high, so
/// codes that learned too would all become the same; fixed codes cannot.
///
/// - Source: LeCun et al. (1998), section II.C, equation 8.
public struct RightPenalty: Loss, Hashable, Codable {
  public init() {}

  public var smallestOutputWins: Bool { true }

  public func evaluate(
    outputs: [Float], labels: ArraySlice<Int>, scale: Float
  ) -> (total: Double, gradient: [Float]) {
    rightOutputs(outputs, labels: labels, sign: 1, scale: scale)
  }

  public func curvatures(outputs: [Float], labels: ArraySlice<Int>) -> [Float] {
    [Float](repeating: 0, count: outputs.count)
  }
}

/// The penalty of the right class against those of all others: the second loss of LeNet-5.
///
/// `E = (1/N) sum over n of (y[n, label[n]] + log(e^-j + sum over i of e^-y[n, i]))`, the sum over
/// all classes. The second term pushes up small penalties of wrong classes; e^-j stands for a
/// class "rubbish" with penalty j, beyond which nothing need be pushed. The paper gives no value for
/// j.
///
/// The logarithm is computed with the smallest penalty, or j, taken out of the sum, because
/// penalties can pass 600 and `e^-600` is zero.
///
/// - Source: LeCun et al. (1998), section II.C, equation 9.
public struct CompetitivePenalty: Loss, Hashable, Codable {
  /// The penalty of the class "rubbish", at least 0.
  public let j: Float

  public init(j: Float) { self.j = j }

  public var smallestOutputWins: Bool { true }

  public func evaluate(
    outputs: [Float], labels: ArraySlice<Int>, scale: Float
  ) -> (total: Double, gradient: [Float]) {
    var gradient = [Float](repeating: 0, count: outputs.count)
    var total = 0.0
    let classes = outputs.count / max(labels.count, 1)
    for (row, label) in labels.enumerated() {
      let first = row * classes
      let penalties = outputs[first..<first + classes]
      let (logarithm, shares) = competition(penalties)
      total += Double(penalties[first + label]) + logarithm
      for (index, share) in shares.enumerated() { gradient[first + index] = -scale * share }
      gradient[first + label] += scale
    }
    return (total, gradient)
  }

  public func curvatures(outputs: [Float], labels: ArraySlice<Int>) -> [Float] {
    let classes = outputs.count / max(labels.count, 1)
    return stride(from: 0, to: labels.count * classes, by: max(classes, 1)).flatMap { first in
      competition(outputs[first..<first + classes]).shares.map { $0 * (1 - $0) }
    }
  }

  /// The logarithm of equation 9, and the share that each class has in its sum.
  private func competition(
    _ penalties: ArraySlice<Float>
  ) -> (logarithm: Double, shares: [Float]) {
    let smallest = penalties.reduce(j) { min($0, $1) }
    let terms = penalties.map { exp(Double(smallest - $0)) }
    let sum = terms.reduce(exp(Double(smallest - j)), +)
    return (log(sum) - Double(smallest), terms.map { Float($0 / sum) })
  }
}
