package import Kernels
package import NeuralNet

/// A network whose passes are run one by one on any numbers, for tests and benchmarks.
package final class Bench {
  private let network: LoweredNetwork
  private let engine: Engine
  private let memory: ShardMemory
  private let patterns: Int
  private let programs: (forward: Program, backward: Program, curvatures: Program)

  /// - Parameters:
  ///   - patterns: how many at a time, at most ``Shard/size``; second derivatives are of one.
  ///   - padsImage: whether an image of one map is padded, though its readers can do without.
  ///   - needsInput: whether the gradient of the input is computed.
  ///   - isChecked: whether it is watched that no instruction writes behind its operands.
  package init(
    _ original: Network, patterns: Int, padsImage: Bool = false, needsInput: Bool = true,
    isChecked: Bool = false
  ) {
    network = LoweredNetwork(
      original, patterns: max(patterns, 1), hasCurvatures: patterns == 1, padsImage: padsImage)
    engine = Engine(original, network, threads: 1, isChecked: isChecked)
    memory = engine.memory(0)
    self.patterns = patterns
    programs = (
      network.forward(patterns: patterns),
      network.backward(patterns: patterns, includingImage: needsInput),
      network.curvatures(includingImage: needsInput)
    )
  }

  package func setInput(_ numbers: [Float]) { memory.setInput(numbers[...], patterns: patterns) }

  package func forward() { memory.run(programs.forward) }

  package var output: [Float] { memory.output(patterns: patterns) }

  package func setOutputGradient(_ numbers: [Float]) {
    memory.setOutput(\.gradient, numbers, patterns: patterns)
  }

  /// Adds to the gradients of the parameters; those of the input are made anew.
  package func backward() { memory.run(programs.backward) }

  package func setOutputCurvature(_ numbers: [Float]) {
    memory.setOutput(\.curvature, numbers, patterns: patterns)
  }

  /// Adds second derivatives to what stands in the place of the parameters' gradients.
  ///
  /// - Precondition: there is one pattern.
  package func carryCurvaturesBack() { memory.run(programs.curvatures) }

  package var parameterGradients: [Tensor] { engine.currentGradients }

  package var inputGradient: [Float] { numbers(\.gradient) }

  package var inputCurvature: [Float] { numbers(\.curvature) }

  private func numbers(_ beside: KeyPath<LoweredNetwork.Value, Region>) -> [Float] {
    let image = network.values[0]
    return memory.numbers(at: image[keyPath: beside], as: image.layout, patterns: patterns)
  }
}

// For those who run instructions one by one, or elsewhere.
extension Bench {
  /// The way forward and the way back.
  package var training: [Program] { [programs.forward, programs.backward] }

  package func run(_ instruction: Instruction) { memory.run([instruction]) }

  /// The blocks of memory that programs work on.
  package var blocks: MemoryBlocks { memory.blocks }

  /// Where the image is, what lies beside the output's numbers, and what changes from step to step.
  package var image: Region { network.values[0].numbers }
  package var outputGradient: Region { network.output.gradient }
  package var factors: Region { network.factors }

  /// The output's numbers as memory has them.
  package func laidOut(_ rowMajor: [Float]) -> [Float] {
    setOutputGradient(rowMajor)
    let count = patterns * network.output.layout.count
    return blocks.own.floats(count, at: Int(outputGradient.offset))
  }

  /// A step in batches: the forward pass, and all that follows the loss.
  package func program(of rule: any PackedOptimizer) -> (
    forward: [Instruction], step: [Instruction]
  ) {
    let clear = Instruction.fill(
      (value: 0, count: Int32(network.parameterCount), output: Region(.gradients, 0)))
    return (
      programs.forward.instructions,
      [clear] + programs.backward.instructions
        + engine.update(0..<network.parameterCount, 1, rule) + network.refresh
    )
  }

  /// A step of stochastic diagonal descent: the forward pass, and all that follows the loss.
  package var programOfDescent: (forward: [Instruction], step: [Instruction]) {
    (
      network.forward(patterns: 1, afterStep: true).instructions,
      network.step(by: StepRule(rates: network.memory(1), scale: network.factors)).instructions
    )
  }

  /// Sets all rates to one.
  package func setRates() {
    blocks.parameters.write(
      blocks.parameters.floats(network.parameterCount, at: Int(network.mask.offset)),
      at: Int(network.memory(1).offset))
  }
}
