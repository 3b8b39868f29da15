public import Errors

extension Network {
  /// The rest of the network behind a layer, with the same weights: what it makes of the layer's
  /// output is what the network makes of the image.
  ///
  /// Its ``imageGradient(images:labels:loss:threads:)`` is how the loss changes with each unit of
  /// the layer.
  ///
  /// ```swift
  /// let tail = try network.tail(after: "s1")
  /// let gradient = tail.imageGradient(images: activations["s1"], labels: labels)
  /// ```
  ///
  /// - Throws: if there is no such layer, none behind it, or a way around it.
  public func tail(after layer: String) throws(InputError) -> Network {
    let steps = steps
    guard let last = steps.lastIndex(where: { $0.name == layer }) else {
      throw InputError(
        place: layer, expected: "a layer of the network", found: "no layer of that name")
    }
    guard last + 1 < steps.count else {
      throw InputError(place: layer, expected: "a layer with others behind it", found: "the last")
    }
    guard let parts = Self.parts(of: steps, from: last + 1, to: steps.count) else {
      throw InputError(
        place: layer, expected: "a layer that all others pass through", found: "a way around it")
    }
    var tail = try Network(
      input: steps[last].outputShape, seed: 0, parts: parts, arithmetic: arithmetic,
      kernels: kernels)
    let names = steps[(last + 1)...].flatMap(\.parameterNames)
    for (copy, original) in zip(tail.parameterNames, names) { tail[copy] = self[original] }
    return tail
  }

  /// The parts that lead from one value to a later one, or `nil` if other values lead there too.
  private static func parts(of steps: [Step], from start: Int, to end: Int) -> [NetworkPart]? {
    var parts: [NetworkPart] = []
    var value = end
    while value > start {
      let step = steps[value - 1]
      switch step.operation {
      case .layer(let layer):
        parts.append(.layer(layer))
        value = step.inputs[0]
      case .sum:
        guard let origin = origin(of: step.inputs, in: steps), origin >= start else { return nil }
        var branches: [Branch] = []
        for input in step.inputs {
          guard let inner = Self.parts(of: steps, from: origin, to: input) else { return nil }
          branches.append(Branch { inner })
        }
        parts.append(.sum(Sum(step.name) { for branch in branches { branch } }))
        value = origin
      }
    }
    return value == start ? parts.reversed() : nil
  }

  /// The last value that all ways to some values pass through.
  private static func origin(of values: [Int], in steps: [Step]) -> Int? {
    let ways = values.map { value in
      Set(sequence(first: value) { $0 == 0 ? nil : steps[$0 - 1].inputs[0] })
    }
    return ways.dropFirst().reduce(ways[0]) { $0.intersection($1) }.max()
  }
}
