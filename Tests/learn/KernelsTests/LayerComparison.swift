import NeuralNet
import SinglePasses

/// What a network's kernels compute of random numbers, and what the plain loops make of the same.
struct LayerComparison {
  var outputs: Float = 0
  var parameterGradients: Float = 0
  var inputGradient: Float = 0

  /// The largest differences, as shares of the largest numbers or of one.
  ///
  /// - Parameters:
  ///   - zeros: the share of output gradients that are zero.
  ///   - input: the numbers of all patterns; random ones if there are none.
  init(
    _ parts: [NetworkPart], of shape: [Int], patterns: Int, kernels: KernelBuild,
    padsImage: Bool = false, needsInput: Bool = true, zeros: Float = 0, input: [Float]? = nil
  ) throws {
    var fast = try Network(input: shape, seed: 1, parts: parts, kernels: kernels)
    var plain = try Network(
      input: shape, seed: 1, parts: parts, arithmetic: .plain, kernels: .baseline)
    for (index, name) in fast.parameterNames.enumerated() {
      let scalars = zip(
        randomNumbers(fast[name].count, seed: UInt64(index + 2)), fast[name].scalars
      ).map { $1 == 0 ? 0 : $0 }
      fast[name] = Tensor(shape: fast[name].shape, scalars: scalars)
      plain[name] = fast[name]
    }
    let numbers = input ?? randomNumbers(patterns * shape.reduce(1, *), seed: 1)
    let count = patterns * fast.outputShape.reduce(1, *)
    let gradient = zip(randomNumbers(count, seed: 4), randomNumbers(count, seed: 5))
      .map { gradient, chance in (chance + 1) / 2 < zeros ? 0 : gradient }
    let benches = [fast, plain].map { network in
      let bench = Bench(
        network, patterns: patterns, padsImage: padsImage, needsInput: needsInput,
        isChecked: true)
      bench.setInput(numbers)
      bench.forward()
      bench.setOutputGradient(gradient)
      bench.backward()
      return bench
    }
    let (found, expected) = (benches[0], benches[1])
    outputs = difference(found.output, expected.output)
    for (one, other) in zip(found.parameterGradients, expected.parameterGradients) {
      parameterGradients = max(parameterGradients, difference(one.scalars, other.scalars))
    }
    if needsInput { inputGradient = difference(found.inputGradient, expected.inputGradient) }
  }

  var largest: Float { max(outputs, parameterGradients, inputGradient) }
}
