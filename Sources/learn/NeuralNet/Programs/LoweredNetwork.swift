package import Kernels

/// A network made ready to run: its layers as instructions, and the plan of the memory that they
/// work on. It holds no weights and no state, so that threads and copies of a network share it.
package struct LoweredNetwork: Sendable {
  /// A value and what belongs to it, one number beside each of its own.
  package struct Value: Sendable {
    package var layout: MapLayout
    package var numbers: Region
    package var gradient: Region
    /// The same as the gradient where there are no second derivatives.
    package var curvature: Region
  }

  let graph: Graph
  let plan: MemoryPlan
  /// Number 0 is the image, and k + 1 the output of node k.
  package let values: [Value]
  /// `nil` for the sum of branches.
  private let layers: [(any LoweredLayer)?]
  /// Where images are put whose pixels are bytes.
  let imageBytes: Region

  /// - Parameters:
  ///   - patterns: how many patterns a shard has at most.
  ///   - hasCurvatures: whether second derivatives are wanted, of one pattern at a time.
  ///   - hasAllValues: whether the values of every layer are at hand, which prevents rewriting.
  ///   - padsImage: whether an image of one map is padded, though its readers can do without.
  package init(
    _ network: Network, patterns: Int, hasCurvatures: Bool, hasAllValues: Bool = false,
    padsImage: Bool = false
  ) {
    let arithmetic = network.arithmetic
    let graph =
      hasAllValues || arithmetic == .plain ? network.graph : network.graph.rewritten
    self.graph = graph
    var plan = MemoryPlan(
      arithmetic: arithmetic, patterns: patterns, hasCurvatures: hasCurvatures)
    func value(_ layout: MapLayout) -> Value {
      let rooms = (0..<(hasCurvatures ? 3 : 2)).map { place in
        plan.reserve(
          patterns * layout.count, in: .own, for: place == 0 ? .numbers : .gradients)
      }
      return Value(
        layout: layout, numbers: rooms[0], gradient: rooms[1], curvature: rooms[rooms.count - 1])
    }
    let image =
      arithmetic == .plain
      ? MapLayout(rowMajor: graph.inputShape)
      : MapLayout(graph.inputShape, isPadded: padsImage || !graph.readsUnpaddedImage)
    var values = [value(image)]
    imageBytes = plan.reserve(
      patterns * graph.inputShape.reduce(1, *) / 4 + 1, in: .own, for: .scratch)
    layers = graph.nodes.map { node in
      plan.row = node.name
      let input = values[node.inputs[0]].layout
      let layer: (any LoweredLayer)? =
        switch node.step {
        case .layer(let layer): layer.lowered(over: input, plan: &plan)
        case .pooledConvolution(let convolution, let branches):
          FastPooledConvolution(convolution, branches: branches, over: input, plan: &plan)
        case .sum: nil
        }
      values.append(value(layer?.output ?? input))
      return layer
    }
    self.values = values
    self.plan = plan
  }

  package var output: Value { values[graph.nodes.count] }

  /// How the parameters of each node are packed, in the order of the nodes.
  var packedParameters: [PackedParameters] { layers.compactMap { $0?.parameters } }

  /// How many numbers the weights take, and whatever there is one of for each weight.
  package var parameterCount: Int { plan.count(of: .parameters) }

  // Behind the weights, at the same places: whether a weight is there, and two numbers that update
  // rules keep for it. Behind all, numbers that they read and that change from step to step.

  package var mask: Region { Region(.parameters, parameterCount) }
  package func memory(_ index: Int) -> Region { Region(.parameters, (2 + index) * parameterCount) }
  package var factors: Region { Region(.parameters, 4 * parameterCount) }
  var parameterBlockCount: Int { 4 * parameterCount + MemoryPlan.alignment }
}

// The programs.
extension LoweredNetwork {
  package func forward(patterns: Int, afterStep: Bool = false) -> Program {
    var program = Program()
    for (index, layer) in layers.enumerated() {
      let pass = pass(index, patterns: patterns)
      if let layer {
        append(
          afterStep ? layer.forwardAfterStep(pass) : layer.forward(pass), of: index, patterns,
          to: &program)
      } else {
        let count = pass.count(values[index + 1].layout)
        let sum: [Instruction] = [.fill((value: 0, count: count, output: pass.output))]
        append(
          sum
            + graph.nodes[index].inputs.map { input in
              .addition((input: values[input].numbers, count: count, output: pass.output))
            }, of: index, patterns, to: &program)
      }
    }
    return program
  }

  /// Carries the gradient at the output back and adds to those of the parameters.
  ///
  /// - Parameter includingImage: whether the gradient is carried back to the image too, which
  ///   training does not need.
  package func backward(patterns: Int, includingImage: Bool = false) -> Program {
    carryingBack(\.gradient, patterns: patterns, includingImage) { $0.gradients($1) }
  }

  /// Carries the second derivatives at the output back and adds to those of the parameters, after
  /// ``backward(patterns:includingImage:)`` of one pattern.
  package func curvatures(includingImage: Bool = false) -> Program {
    carryingBack(\.curvature, patterns: 1, includingImage) { $0.curvatures($1) }
  }

  /// Carries the gradient of one pattern back and lets every layer take its step as soon as it was
  /// carried through the layer.
  package func step(by rule: StepRule) -> Program {
    carryingBack(\.gradient, patterns: 1, false) { $0.step($1, by: rule) }
  }

  /// Clears what lies beside the values, except at the output, and goes back through the layers.
  private func carryingBack(
    _ beside: KeyPath<Value, Region>, patterns: Int, _ includesImage: Bool,
    instructions: (any LoweredLayer, Pass) -> [Instruction]
  ) -> Program {
    var program = Program()
    let first = includesImage ? 0 : 1
    for value in values[first..<graph.nodes.count] {
      let count = Int32(patterns * value.layout.count)
      program.append(
        [.fill((value: 0, count: count, output: value[keyPath: beside]))], "clear")
    }
    for index in graph.nodes.indices.reversed() {
      let pass = pass(index, patterns: patterns, includingImage: includesImage)
      if let layer = layers[index] {
        guard pass.needsInput || layer.parameters != nil else { continue }
        append(instructions(layer, pass), of: index, patterns, to: &program)
      } else {
        let output = values[index + 1]
        append(
          graph.nodes[index].inputs.filter { $0 >= first }.map { input in
            .addition(
              (
                input: output[keyPath: beside], count: pass.count(output.layout),
                output: values[input][keyPath: beside]
              ))
          }, of: index, patterns, to: &program)
      }
    }
    return program
  }

  /// Makes the copies of the weights that layers read in other orders.
  package var refresh: [Instruction] { packedParameters.flatMap(\.refresh) }

  private func pass(_ node: Int, patterns: Int, includingImage: Bool = false) -> Pass {
    let (input, output) = (values[graph.nodes[node].inputs[0]], values[node + 1])
    return Pass(
      patterns: patterns, input: input.numbers, output: output.numbers,
      outputGradient: output.gradient, inputGradient: input.gradient,
      outputCurvature: output.curvature, inputCurvature: input.curvature,
      needsInput: graph.nodes[node].inputs[0] > 0 || includingImage)
  }

  private func append(
    _ instructions: [Instruction], of node: Int, _ patterns: Int, to program: inout Program
  ) {
    let shapes =
      "\(graph.shape(ofValue: graph.nodes[node].inputs[0])) to \(graph.nodes[node].shape)"
    for instruction in instructions {
      program.append(
        instruction,
        Program.Note(
          row: graph.nodes[node].name, shapes: "\(patterns) x \(shapes)",
          multiplyAdds: instruction.passes * patterns * graph.multiplyAdds(ofNode: node)))
    }
  }
}

extension Graph {
  /// How many multiply-adds the formula of a node takes for one pattern.
  fileprivate func multiplyAdds(ofNode index: Int) -> Int {
    let input = shape(ofValue: nodes[index].inputs[0])
    return switch nodes[index].step {
    case .layer(let layer): layer.cost(for: input).multiplyAdds
    case .pooledConvolution(let convolution, let branches):
      branches * convolution.cost(for: input).multiplyAdds
    case .sum: 0
    }
  }
}
