import Datasets
import Kernels
import NeuralNet
import SinglePasses

/// One instruction of a training step of the article's network, on one thread.
struct InstructionEntry: Codable, Hashable {
  /// The row of the network's table, or what else the instruction serves.
  let layer: String
  /// Such as `pooledConvolution`.
  let instruction: String
  /// Whether it belongs to the way back.
  let isBackward: Bool
  let patterns: Int
  /// How many multiply-adds it does if none are left out.
  let multiplyAdds: Int
  let sample: Sample

  /// Times each instruction over and over, on what the others left in memory.
  static func entries(_ conditions: Conditions) throws -> [InstructionEntry] {
    let (network, patterns) = (try ArticleNet.network(seed: 1), Shard.size)
    let digits = conditions.digits.training[0..<patterns].labeledImages(.resized, range: .unit)
    let bench = Bench(network, patterns: patterns, needsInput: false)
    bench.setInput(digits.images(at: 0..<patterns).scalars)
    bench.forward()
    let labels = digits.labels.map(Int.init)
    bench.setOutputGradient(
      NegativeLogLikelihood().evaluate(
        outputs: bench.output, labels: labels[...], scale: 1 / Float(patterns)
      ).gradient)
    bench.backward()
    return bench.training.enumerated().flatMap { pass, program in
      zip(program.instructions, program.notes).map { instruction, note in
        InstructionEntry(
          layer: note.row, instruction: instruction.name, isBackward: pass == 1,
          patterns: patterns, multiplyAdds: note.multiplyAdds,
          sample: Sample(repetitions: 4 * conditions.repetitions, runs: 20) {
            bench.run(instruction)
          })
      }
    }
  }
}
