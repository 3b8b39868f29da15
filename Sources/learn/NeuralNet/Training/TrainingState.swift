public import Errors
public import Foundation

/// Everything that training needs to go on where it stopped: with it the weights become, bit by
/// bit, what they would have become without the stop.
///
/// ```swift
/// let state = try trainer.state(of: network)  // after any pass; can be stored
/// try otherTrainer.resume(from: state, &otherNetwork)
/// ```
public struct TrainingState: Sendable, Codable, Hashable {
  /// The network's parameters by their names.
  public var parameters: [String: Tensor]
  /// How many passes over the data were finished.
  public var epochs: Int
  /// What decides the order of the next pass.
  public var generator: SeededGenerator
  /// The seed that the trainer was made with.
  public var seed: UInt64
  /// The kind of the method of training.
  public var method: String
  /// The method's own memory, such as the moments of Adam, as JSON.
  public var memory: Data
}

extension Trainer {
  /// The state of the training of a network, after any pass.
  ///
  /// - Throws: if the method's memory cannot be encoded, as when numbers are not finite.
  public func state(of network: Network) throws -> TrainingState {
    let encoder = JSONEncoder()
    // Equal states are equal bytes.
    encoder.outputFormatting = .sortedKeys
    let memory: Data
    switch method {
    case .batches(_, let optimizer): memory = try encoder.encode(optimizer)
    case .patterns(let rule): memory = try encoder.encode(rule)
    }
    return TrainingState(
      parameters: network.namedParameters, epochs: epochs, generator: generator, seed: seed,
      method: methodName, memory: memory)
  }

  /// Goes on from a state.
  ///
  /// Batch size, loss, schedule and distortion are the trainer's: make it as the one that
  /// stopped was made.
  ///
  /// - Throws: if the state is one of another network or method; then nothing has changed.
  public mutating func resume(
    from state: TrainingState, _ network: inout Network
  ) throws(InputError) {
    guard state.method == methodName else {
      throw InputError(
        place: "method", expected: methodName, found: state.method)
    }
    guard state.seed == seed else {
      throw InputError(place: "seed", expected: "\(seed)", found: "\(state.seed)")
    }
    let restored: Method
    switch method {
    case .batches(let size, let optimizer):
      restored = .batches(
        size: size, try optimizer.restored(from: state.memory, for: network.parameters))
    case .patterns(let rule):
      let stored: DiagonalLevenbergMarquardt = try decoded(state.memory)
      var same = rule
      same.learningRate = stored.learningRate
      guard stored == same, stored.learningRate.isFinite else {
        throw InputError(place: "memory", expected: "\(rule)", found: "\(stored)")
      }
      restored = .patterns(stored)
    }
    guard state.epochs >= 0 else {
      throw InputError(place: "epochs", expected: "at least 0", found: "\(state.epochs)")
    }
    try network.setParameters(state.parameters)
    method = restored
    epochs = state.epochs
    generator = state.generator
  }

  private var methodName: String {
    switch method {
    case .batches(let size, let optimizer): "\(type(of: optimizer)), batches of \(size)"
    case .patterns: "\(DiagonalLevenbergMarquardt.self)"
    }
  }
}

extension Optimizer {
  fileprivate func restored(
    from data: Data, for parameters: [Tensor]
  ) throws(InputError) -> Self {
    let stored: Self = try decoded(data)
    try check(stored, for: parameters)
    return stored
  }
}

private func decoded<Rule: Decodable>(_ memory: Data) throws(InputError) -> Rule {
  do {
    return try JSONDecoder().decode(Rule.self, from: memory)
  } catch {
    throw InputError(
      place: "memory", expected: "the memory of \(Rule.self)", found: "something else")
  }
}
