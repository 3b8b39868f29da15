import Foundation
import Kernels
import NeuralNet
import SinglePasses

/// A training written down so that other kernels can repeat it: programs, what memory holds at first,
/// and what is done one after the other.
struct Tape {
  /// Numbers are written to a place in a block, or a program is run.
  private enum Operation {
    case write(Region, [Float])
    case run(Int)
  }

  private let blocks: MemoryBlocks
  private let programs: [[Instruction]]
  private var operations: [Operation] = []

  /// A tape of some steps.
  ///
  /// - Parameters:
  ///   - step: the image, the gradient at the output and the numbers of the update rule, which change
  ///     from step to step.
  init(
    _ bench: Bench, _ programs: (forward: [Instruction], step: [Instruction]), steps: Int,
    step: (Int) -> (image: [Float], outputGradient: [Float], factors: [Float])
  ) {
    blocks = bench.blocks
    self.programs = [programs.forward, programs.step]
    for index in 0..<steps {
      let numbers = step(index)
      operations += [
        .write(bench.image, numbers.image), .run(0),
        .write(bench.outputGradient, bench.laidOut(numbers.outputGradient)),
        .write(bench.factors, numbers.factors), .run(1),
      ]
    }
  }

  private var namedBlocks: [(name: String, block: MemoryBlock)] {
    [
      ("parameters", blocks.parameters), ("shared", blocks.shared), ("own", blocks.own),
      ("gradients", blocks.gradients),
    ]
  }

  private func block(_ region: Region) -> MemoryBlock {
    switch region.block {
    case .parameters: blocks.parameters
    case .shared: blocks.shared
    case .own: blocks.own
    case .gradients: blocks.gradients
    }
  }

  /// The parameters with all that belongs to them, at the moment.
  var parameters: [Float] { blocks.parameters.floats(blocks.parameters.count, at: 0) }

  /// Runs the tape here, and returns the parameters with all that belongs to them.
  func run(by build: KernelBuild) -> [Float] {
    for operation in operations {
      switch operation {
      case .write(let region, let numbers):
        block(region).write(numbers, at: Int(region.offset))
      case .run(let program): blocks.run(programs[program][...], by: build.execute)
      }
    }
    return parameters
  }

  /// Writes the tape for `run.mjs`, as memory is at the moment.
  func write(json: URL, data: URL) throws {
    var bytes = Data()
    func place(_ more: some Collection<UInt8>) -> [Int] {
      bytes.append(contentsOf: more)
      return [bytes.count - more.count, more.count]
    }
    let blocks = namedBlocks.map { name, block in
      let contents = block.contents
      return [
        "name": name, "bytes": contents.count, "contents": place(contents),
      ] as [String: any Sendable]
    }
    let programs = programs.map { program in
      let bytes = program.withUnsafeBytes { Array($0) }
      return ["count": program.count, "bytes": place(bytes)] as [String: any Sendable]
    }
    let operations = operations.map { operation -> [String: any Sendable] in
      switch operation {
      case .write(let region, let numbers):
        [
          "block": "\(region.block)", "offset": 4 * Int(region.offset),
          "bytes": place(numbers.withUnsafeBytes { Array($0) }),
        ]
      case .run(let program): ["program": program]
      }
    }
    let tape = ["blocks": blocks, "programs": programs, "operations": operations]
    try JSONSerialization.data(withJSONObject: tape).write(to: json)
    try bytes.write(to: data)
  }
}
