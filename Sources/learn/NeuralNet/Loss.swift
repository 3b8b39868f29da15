/// How wrong a network's output is: what training makes small.
public protocol Loss: Sendable {
  /// Whether outputs are penalties, of which the right class should have the smallest.
  var smallestOutputWins: Bool { get }

  /// The losses of some patterns, added, and how the scaled total changes with each output.
  ///
  /// - Parameters:
  ///   - outputs: one row of outputs for each pattern, one after the other.
  ///   - labels: the right class of each pattern.
  ///   - scale: by which the gradient is multiplied, one over the size of the batch.
  /// - Shapes: `outputs` and `gradient` `[labels.count, classes]`, row-major.
  func evaluate(
    outputs: [Float], labels: ArraySlice<Int>, scale: Float
  ) -> (total: Double, gradient: [Float])

  /// The second derivative of each pattern's loss with respect to each of its outputs.
  ///
  /// - Shapes: as ``evaluate(outputs:labels:scale:)``.
  func curvatures(outputs: [Float], labels: ArraySlice<Int>) -> [Float]
}

/// The negative logarithm of the probability that the network gives to the right class.
///
/// `E = -(1/N) sum over n of y[n, label[n]]`, where `y` are log-probabilities. After
/// ``LogSoftmax`` this is the cross-entropy.
public struct NegativeLogLikelihood: Loss {
  public init() {}

  public var smallestOutputWins: Bool { false }

  public func evaluate(
    outputs: [Float], labels: ArraySlice<Int>, scale: Float
  ) -> (total: Double, gradient: [Float]) {
    rightOutputs(outputs, labels: labels, sign: -1, scale: scale)
  }

  public func curvatures(outputs: [Float], labels: ArraySlice<Int>) -> [Float] {
    [Float](repeating: 0, count: outputs.count)
  }
}

/// The outputs of the right classes, added, with a sign, and the gradient of that sum.
func rightOutputs(
  _ outputs: [Float], labels: ArraySlice<Int>, sign: Float, scale: Float
) -> (total: Double, gradient: [Float]) {
  var gradient = [Float](repeating: 0, count: outputs.count)
  var total = 0.0
  let classes = outputs.count / max(labels.count, 1)
  for (row, label) in labels.enumerated() {
    total += Double(sign * outputs[row * classes + label])
    gradient[row * classes + label] = sign * scale
  }
  return (total, gradient)
}
