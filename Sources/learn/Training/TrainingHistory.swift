public import NeuralNet

/// How a training went: the loss step by step, and how well test digits were recognised after
/// each pass.
public struct TrainingHistory: Sendable, Hashable, Codable {
  /// What a pass came to.
  public struct Pass: Sendable, Hashable, Codable {
    public var epoch: Int
    /// The mean loss of the test digits.
    public var testLoss: Double
    /// The share of test digits that were recognised.
    public var testAccuracy: Double

    public init(epoch: Int, testLoss: Double, testAccuracy: Double) {
      self.epoch = epoch
      self.testLoss = testLoss
      self.testAccuracy = testAccuracy
    }
  }

  public private(set) var steps: [TrainingStep] = []
  public private(set) var passes: [Pass] = []

  public init() {}

  mutating func append(_ steps: [TrainingStep], _ pass: Pass) {
    self.steps += steps
    passes.append(pass)
  }

  /// The history as comma-separated values; the last line of each pass has the test's numbers.
  public var csv: String {
    let header = "epoch,batch,loss,learning_rate,test_loss,test_accuracy\n"
    let lines = steps.enumerated().map { index, step in
      let isLast = index + 1 == steps.count || steps[index + 1].epoch != step.epoch
      let pass = isLast ? passes.first { $0.epoch == step.epoch } : nil
      let test = pass.map { "\($0.testLoss),\($0.testAccuracy)" } ?? ","
      return "\(step.epoch),\(step.batch),\(step.loss),\(step.learningRate),\(test)\n"
    }
    return header + lines.joined()
  }
}

/// Steps as they are reported: those of single digits are joined, as many as make a batch of the
/// article, and their losses averaged.
struct ReportedSteps {
  private let stepsPerReport: Int
  private(set) var steps: [TrainingStep] = []
  private var sum = 0.0
  private var count = 0

  init(_ method: Trainer.Method) {
    switch method {
    case .batches: stepsPerReport = 1
    case .patterns: stepsPerReport = 256
    }
  }

  /// - Returns: a report, if the step completes one.
  mutating func append(_ step: TrainingStep) -> TrainingStep? {
    sum += step.loss
    count += 1
    guard count == stepsPerReport || step.batch == step.batches else { return nil }
    var report = step
    report.loss = sum / Double(count)
    report.batch = (step.batch + stepsPerReport - 1) / stepsPerReport
    report.batches = (step.batches + stepsPerReport - 1) / stepsPerReport
    (sum, count) = (0, 0)
    steps.append(report)
    return report
  }
}
