package import Kernels

/// The memory in which one thread runs shards: what it shares with others, and what is its own.
package struct ShardMemory: Sendable {
  let network: LoweredNetwork
  let build: KernelBuild
  package var blocks: MemoryBlocks
  /// Whether the slack between regions is watched, which takes long.
  let isChecked: Bool

  init(
    _ network: LoweredNetwork, build: KernelBuild, parameters: MemoryBlock, shared: MemoryBlock,
    gradients: MemoryBlock, isChecked: Bool
  ) {
    self.network = network
    self.build = build
    self.isChecked = isChecked
    blocks = MemoryBlocks(
      parameters: parameters, shared: shared,
      own: MemoryBlock(count: network.plan.count(of: .own)), gradients: gradients)
    if isChecked { network.plan.writeGuards(into: blocks.own, as: .own) }
  }

  package func run(_ program: Program) { run(program.instructions) }

  package func run(_ instructions: [Instruction]) {
    guard isChecked else {
      blocks.run(instructions[...], by: build.execute)
      return
    }
    for index in instructions.indices {
      blocks.run(instructions[index...index], by: build.execute)
      if let region = network.plan.firstBrokenGuard(in: blocks.own, as: .own) {
        fatalError(
          "\(instructions[index].name): expected nothing written behind its operands "
            + "(\(instructions[index].operands)), found the number at \(region) changed")
      }
    }
  }

  /// Puts row-major images where the first layer reads them.
  ///
  /// - Parameter images: of all patterns of the shard.
  package func setInput(_ images: ArraySlice<Float>, patterns: Int) {
    write(images, patterns: patterns, as: network.values[0].layout, at: network.values[0].numbers)
  }

  /// Puts some of the labelled images where the first layer reads them, distorted if that is wanted.
  func setInput(
    _ images: LabeledImages, at indexes: ArraySlice<Int>, distorted distortion: SeededDistortion?
  ) {
    let (image, patterns) = (network.values[0], indexes.count)
    guard distortion != nil || !image.layout.isTensor || !images.areBytes else {
      setBytes(images, at: indexes)
      return
    }
    var batch: [Float]
    if image.layout.isTensor, images.areBytes {
      setBytes(images, at: indexes)
      batch = blocks.own.floats(patterns * image.layout.count, at: Int(image.numbers.offset))
    } else {
      batch = images.images(at: indexes).scalars
    }
    if let distortion {
      for (pattern, index) in indexes.enumerated() {
        distortion.apply(to: &batch, from: pattern * images.pixelsPerImage, of: images, at: index)
      }
    }
    setInput(batch[...], patterns: patterns)
  }

  private func setBytes(_ images: LabeledImages, at indexes: ArraySlice<Int>) {
    let (pixels, start) = (images.pixelsPerImage, 4 * Int(network.imageBytes.offset))
    for (pattern, index) in indexes.enumerated() {
      blocks.own.write(images.bytes(of: index), atByte: start + pattern * pixels)
    }
    let (scale, offset) = images.scaleAndOffset
    run([
      .pixels(
        (
          bytes: network.imageBytes, scale: scale, offset: offset,
          count: Int32(indexes.count * pixels), output: network.values[0].numbers
        ))
    ])
  }

  /// The numbers that the network computed, row-major.
  package func output(patterns: Int) -> [Float] {
    numbers(at: network.output.numbers, as: network.output.layout, patterns: patterns)
  }

  /// Puts row-major numbers beside the output's.
  package func setOutput(
    _ beside: KeyPath<LoweredNetwork.Value, Region>, _ numbers: [Float], patterns: Int
  ) {
    write(
      numbers[...], patterns: patterns, as: network.output.layout,
      at: network.output[keyPath: beside])
  }

  /// Some patterns, row-major.
  package func numbers(at region: Region, as layout: MapLayout, patterns: Int) -> [Float] {
    let stored = blocks.own.floats(patterns * layout.count, at: Int(region.offset))
    guard !layout.isTensor else { return stored }
    let places = layout.placesInRowMajorOrder()
    var rowMajor: [Float] = []
    rowMajor.reserveCapacity(patterns * places.count)
    for start in stride(from: 0, to: stored.count, by: layout.count) {
      for place in places { rowMajor.append(stored[start + place]) }
    }
    return rowMajor
  }

  private func write(
    _ rowMajor: ArraySlice<Float>, patterns: Int, as layout: MapLayout, at region: Region
  ) {
    guard !layout.isTensor else {
      blocks.own.write(rowMajor, at: Int(region.offset))
      return
    }
    let places = layout.placesInRowMajorOrder()
    var stored = [Float](repeating: 0, count: patterns * layout.count)
    for pattern in 0..<patterns {
      let first = rowMajor.startIndex + pattern * places.count
      for (number, place) in places.enumerated() {
        stored[pattern * layout.count + place] = rowMajor[first + number]
      }
    }
    blocks.own.write(stored, at: Int(region.offset))
  }

  /// The row of the first value that is not finite.
  ///
  /// - Precondition: one pattern was run.
  var firstNonFiniteLayer: String? {
    network.values.firstIndex { value in
      !numbers(at: value.numbers, as: value.layout, patterns: 1).allSatisfy(\.isFinite)
    }
    .map { $0 == 0 ? "input" : network.graph.nodes[$0 - 1].name }
  }
}

extension MemoryPlan {
  /// The slack of one block, number by number.
  private func guards(of block: Block) -> [Int] {
    parts.filter { $0.region.block == block }.flatMap { $0.end..<$0.end + Self.slack }
  }

  func writeGuards(into memory: MemoryBlock, as block: Block) {
    for offset in guards(of: block) { memory[offset] = Self.guardNumber }
  }

  func firstBrokenGuard(in memory: MemoryBlock, as block: Block) -> Region? {
    guards(of: block).first { memory[$0] != Self.guardNumber }.map { Region(block, $0) }
  }
}
