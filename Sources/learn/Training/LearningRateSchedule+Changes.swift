public import NeuralNet

// Schedules that are stretched in time or in height.
extension LearningRateSchedule {
  /// The highest of all rates.
  public var highestRate: Float {
    switch self {
    case .steps(let steps): steps.map(\.rate).max() ?? 0
    case .exponential(let from, let to, _), .cosine(let from, let to, _): max(from, to)
    case .oneCycle(let peak, _): peak
    }
  }

  /// The same course with all rates multiplied.
  public func scaled(by factor: Float) -> LearningRateSchedule {
    switch self {
    case .steps(let steps):
      .steps(steps.map { Step($0.rate * factor, epochs: $0.epochs) })
    case .exponential(let from, let to, let epochs):
      .exponential(from: from * factor, to: to * factor, epochs: epochs)
    case .cosine(let from, let to, let epochs):
      .cosine(from: from * factor, to: to * factor, epochs: epochs)
    case .oneCycle(let peak, let epochs): .oneCycle(peak: peak * factor, epochs: epochs)
    }
  }

  /// The same course in another number of passes; steps, which say themselves how long they last,
  /// stay as they are.
  public func lasting(_ passes: Int) -> LearningRateSchedule {
    switch self {
    case .steps: self
    case .exponential(let from, let to, _): .exponential(from: from, to: to, epochs: passes)
    case .cosine(let from, let to, _): .cosine(from: from, to: to, epochs: passes)
    case .oneCycle(let peak, _): .oneCycle(peak: peak, epochs: passes)
    }
  }

  /// Whether the rates depend on how many passes there will be.
  public var dependsOnLength: Bool {
    if case .steps = self { false } else { true }
  }
}
