import Kernels
import Synchronization

extension Network {
  /// What a network is made ready for.
  enum Use: Hashable {
    /// Whole batches.
    case batches
    /// One pattern at a time, with second derivatives.
    case patterns
    /// Whole batches, with the values of every layer at hand.
    case inspection
  }

  /// The programs of a network.
  public enum ProgramKind: Sendable, CaseIterable {
    /// From images to outputs.
    case forward
    /// From the loss's gradient at the outputs to those of the parameters.
    case backward
    /// From its second derivatives at the outputs to those of the parameters, for one pattern.
    case curvatures
    /// One step of stochastic diagonal Levenberg-Marquardt, after the forward pass of one pattern.
    case step
  }

  /// How the network computes, instruction by instruction.
  ///
  /// - Parameter patterns: for how many patterns at a time, up to ``Shard/size``; curvatures and steps
  ///   are of one.
  public func program(_ kind: ProgramKind, patterns: Int = Shard.size) -> Program {
    switch kind {
    case .forward: return lowered(.batches).forward(patterns: min(patterns, Shard.size))
    case .backward: return lowered(.batches).backward(patterns: min(patterns, Shard.size))
    case .curvatures: return lowered(.patterns).curvatures()
    case .step:
      let network = lowered(.patterns)
      return network.step(by: StepRule(rates: network.memory(1), scale: network.factors))
    }
  }
}

extension Network {
  /// What lies where in memory while the network learns in batches.
  public var memoryPlan: MemoryPlan { lowered(.batches).plan }
}

/// A network made ready for one use or another, each of which is worked out once.
final class LoweredNetworks: Sendable {
  private let networks = Mutex<[Network.Use: LoweredNetwork]>([:])

  func get(_ use: Network.Use, make: () -> LoweredNetwork) -> LoweredNetwork {
    if let known = networks.withLock({ $0[use] }) { return known }
    let made = make()
    networks.withLock { $0[use] = made }
    return made
  }
}
