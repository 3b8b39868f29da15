package import Kernels

/// Runs a network: batches, cut into shards that threads share out, or one pattern at a time.
///
/// The cut depends on the batch alone and sums are added in the order of the shards, so that
/// results are the same bits for any number of threads.
package final class Engine {
  package let network: LoweredNetwork
  private let build: KernelBuild
  private let workers: Workers
  private let isChecked: Bool
  private let parameters: MemoryBlock
  private let shared: MemoryBlock
  /// One block for each shard of a batch, side by side.
  private var gradients: MemoryBlock
  /// One for each thread.
  private var memories: [ShardMemory] = []
  /// The programs of shards of some sizes.
  private var programs: [Int: (forward: Program, backward: Program)] = [:]

  /// An engine for one of the uses of a network.
  convenience init(_ network: Network, as use: Network.Use, threads: Int) {
    self.init(network, network.lowered(use), threads: threads)
  }

  /// - Parameter isChecked: whether it is watched that no instruction writes behind its operands; in
  ///   debug builds always.
  package init(
    _ network: Network, _ lowered: LoweredNetwork, threads: Int, isChecked: Bool = false
  ) {
    self.network = lowered
    build = network.kernels
    workers = Workers(threads: threads)
    #if DEBUG
      self.isChecked = true
    #else
      self.isChecked = isChecked
    #endif
    let plan = self.network.plan
    parameters = MemoryBlock(count: self.network.parameterBlockCount)
    shared = MemoryBlock(count: plan.count(of: .shared))
    gradients = MemoryBlock(count: self.network.parameterCount)
    for (region, places) in plan.tables { shared.write(places, at: Int(region.offset)) }
    for (region, numbers) in plan.constants { shared.write(numbers, at: Int(region.offset)) }
    write(
      self.network.graph.parameters.map { $0.description.isLearned.map { $0 ? 1 : 0 } },
      at: self.network.mask)
    setParameters(network.parameters)
  }
}

// Parameters, and whatever there is one of for each: row-major if somebody asks, packed otherwise.
extension Engine {
  /// The parameters as they are at the moment, in the order of definition.
  var currentParameters: [Tensor] { tensors(parameters, at: 0) }

  func setParameters(_ tensors: [Tensor]) {
    write(tensors.map(\.scalars), at: Region(.parameters, 0))
    memory(0).run(network.refresh)
  }

  /// The gradients that ``gradients(patterns:loss:fill:)`` left.
  package var currentGradients: [Tensor] { tensors(gradients, at: 0) }

  /// One of the numbers that an update rule keeps for each parameter.
  func remembered(_ index: Int) -> [Tensor] {
    tensors(parameters, at: Int(network.memory(index).offset))
  }

  func remember(_ numbers: [[Float]], as index: Int) { write(numbers, at: network.memory(index)) }

  private func write(_ rowMajor: [[Float]], at region: Region) {
    var next = 0
    for packed in network.packedParameters {
      var part = [Float](repeating: 0, count: packed.count)
      for places in packed.places {
        for (number, place) in zip(rowMajor[next], places) where place >= 0 {
          part[Int(place)] = number
        }
        next += 1
      }
      parameters.write(part, at: Int(region.offset + packed.region.offset))
    }
  }

  private func tensors(_ block: MemoryBlock, at offset: Int) -> [Tensor] {
    let arrays = network.packedParameters.flatMap { packed in
      let part = block.floats(packed.count, at: offset + Int(packed.region.offset))
      return packed.places.map { places in places.map { $0 < 0 ? 0 : part[Int($0)] } }
    }
    return zip(network.graph.parameters, arrays).map {
      Tensor(shape: $0.description.shape, scalars: $1)
    }
  }
}

// Batches.
extension Engine {
  /// Runs shards forward.
  ///
  /// - Parameters:
  ///   - fill: puts some of the patterns into a thread's memory.
  ///   - consume: is handed each shard's memory, on any thread, in any order.
  func forward(
    patterns: Int, fill: (ShardMemory, Range<Int>) -> Void,
    consume: (_ memory: ShardMemory, _ shard: Int, _ range: Range<Int>) -> Void
  ) {
    let shards = Shard.count(patterns: patterns)
    prepare(patterns: patterns, shards: shards)
    let (memories, programs) = (memories, programs)
    workers.run(tasks: shards) { worker, shard in
      let range = Shard.range(shard, patterns: patterns)
      fill(memories[worker], range)
      if let program = programs[range.count]?.forward { memories[worker].run(program) }
      consume(memories[worker], shard, range)
    }
  }

  /// The total loss of a batch; leaves what each shard adds to the gradient of its mean.
  ///
  /// - Parameter fill: puts some of the patterns into a thread's memory and returns their labels.
  func gradients(
    patterns: Int, loss: any Loss, fill: (ShardMemory, Range<Int>) -> ArraySlice<Int>
  ) -> Double {
    // Even an empty batch has a gradient, zero.
    let shards = max(Shard.count(patterns: patterns), 1)
    prepare(patterns: patterns, shards: shards)
    let (memories, programs, pitch) = (memories, programs, network.parameterCount)
    let losses = ShardResults<Double>()
    let clear = [
      Instruction.fill((value: 0, count: Int32(pitch), output: Region(.gradients, 0)))
    ]
    workers.run(tasks: shards) { worker, shard in
      var memory = memories[worker]
      memory.blocks.shardStart = shard * pitch
      let range = Shard.range(shard, patterns: patterns)
      memory.run(clear)
      guard let (forward, backward) = programs[range.count] else { return }
      let labels = fill(memory, range)
      memory.run(forward)
      let evaluated = loss.evaluate(
        outputs: memory.output(patterns: range.count), labels: labels,
        scale: 1 / Float(patterns))
      losses[shard] = evaluated.total
      memory.setOutput(\.gradient, evaluated.gradient, patterns: range.count)
      memory.run(backward)
    }
    return losses.inOrder.reduce(0, +)
  }

  /// Adds up what the shards of a batch left, and lets a rule take its step, on all threads.
  ///
  /// - Parameter rule: `nil` only adds.
  func update(patterns: Int, by rule: (any PackedOptimizer)?) {
    let shards = max(Shard.count(patterns: patterns), 1)
    let memory = memory(0)
    let (count, threads) = (network.parameterCount, workers.threads)
    let slice = (count / threads + 16) / 16 * 16
    workers.run(tasks: threads) { _, part in
      let start = part * slice
      guard start < count else { return }
      memory.run(update(start..<min(start + slice, count), shards, rule))
    }
    guard rule != nil else { return }
    workers.run(tasks: threads) { _, part in
      memory.run(network.refresh.compactMap { $0.part(part, of: threads) })
    }
  }

  /// The same as instructions, for some of the parameters.
  package func update(
    _ range: Range<Int>, _ shards: Int, _ rule: (any PackedOptimizer)?
  ) -> [Instruction] {
    func here(_ region: Region) -> Region { region.advanced(by: range.lowerBound) }
    let (gradients, count) = (here(Region(.gradients, 0)), Int32(range.count))
    let sum = Instruction.sumOfShards(
      (
        gradients: gradients, shards: Int32(shards), pitch: Int32(network.parameterCount),
        mask: here(network.mask), count: count
      ))
    guard let rule else { return [sum] }
    return [
      sum,
      rule.instruction(
        gradients: gradients, factors: network.factors, count: count,
        memories: [here(network.memory(0)), here(network.memory(1))],
        weights: here(Region(.parameters, 0))),
    ]
  }

  /// Sets the numbers that change from step to step.
  func setFactors(_ numbers: [Float]) {
    parameters.write(numbers, at: Int(network.factors.offset))
  }

  /// The memory of a thread.
  package func memory(_ worker: Int) -> ShardMemory {
    while memories.count <= worker {
      memories.append(
        ShardMemory(
          network, build: build, parameters: parameters, shared: shared, gradients: gradients,
          isChecked: isChecked))
    }
    return memories[worker]
  }

  /// Makes memory and programs for the shards of a batch.
  private func prepare(patterns: Int, shards: Int) {
    for worker in 0..<min(workers.threads, max(shards, 1)) { _ = memory(worker) }
    if gradients.count < shards * network.parameterCount {
      gradients = MemoryBlock(count: shards * network.parameterCount)
      for index in memories.indices { memories[index].blocks.gradients = gradients }
    }
    for shard in 0..<shards {
      let count = Shard.range(shard, patterns: patterns).count
      guard programs[count] == nil else { continue }
      programs[count] = (network.forward(patterns: count), network.backward(patterns: count))
    }
  }
}

extension Instruction {
  /// One of some parts of the work; `nil` if nothing is left for it.
  fileprivate func part(_ part: Int, of parts: Int) -> Instruction? {
    guard case .gather(var operands) = self else { return self }
    let slice = (Int(operands.count) / parts + 16) / 16 * 16
    let start = part * slice
    guard start < operands.count else { return nil }
    operands.indexes = operands.indexes.advanced(by: start)
    operands.output = operands.output.advanced(by: start)
    operands.count = min(Int32(slice), operands.count - Int32(start))
    return .gather(operands)
  }
}

// What is asked of batches without training.
extension Engine {
  /// The gradient of the mean loss of a batch with respect to each pixel.
  func imageGradient(_ images: Tensor, labels: [Int], loss: any Loss) -> Tensor {
    let patterns = labels.count
    let parts = ShardResults<[Float]>()
    let image = network.values[0]
    forward(patterns: patterns) { memory, range in
      memory.setInput(images, range)
    } consume: { memory, shard, range in
      let evaluated = loss.evaluate(
        outputs: memory.output(patterns: range.count), labels: labels[range],
        scale: 1 / Float(patterns))
      memory.setOutput(\.gradient, evaluated.gradient, patterns: range.count)
      // The parameters' gradients are not needed.
      var memory = memory
      memory.blocks.gradients = MemoryBlock(count: network.parameterCount)
      memory.run(network.backward(patterns: range.count, includingImage: true))
      parts[shard] = memory.numbers(
        at: image.gradient, as: image.layout, patterns: range.count)
    }
    return Tensor(shape: images.shape, scalars: parts.inOrder.flatMap { $0 })
  }

  /// The network's output for each image.
  func outputs(of images: Tensor) -> Tensor { values([network.graph.nodes.count], of: images)[0] }

  /// Some of the graph's values for each image.
  func values(_ indexes: [Int], of images: Tensor) -> [Tensor] {
    network.graph.checkImages(images)
    let patterns = images.shape[0]
    let parts = ShardResults<[[Float]]>()
    forward(patterns: patterns) { memory, range in
      memory.setInput(images, range)
    } consume: { memory, shard, range in
      parts[shard] = indexes.map { index in
        let value = network.values[index]
        return memory.numbers(at: value.numbers, as: value.layout, patterns: range.count)
      }
    }
    let inOrder = parts.inOrder
    return indexes.enumerated().map { position, index in
      Tensor(
        shape: [patterns] + network.graph.shape(ofValue: index),
        scalars: inOrder.flatMap { $0[position] })
    }
  }
}

extension ShardMemory {
  /// Puts some images of a batch where the first layer reads them.
  func setInput(_ images: Tensor, _ range: Range<Int>) {
    let pixels = images.shape.dropFirst().reduce(1, *)
    setInput(
      images.scalars[range.lowerBound * pixels..<range.upperBound * pixels],
      patterns: range.count)
  }
}
