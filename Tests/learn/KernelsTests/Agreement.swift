import NeuralNet

/// Numbers from -1 to 1, the same in every run.
func randomNumbers(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in generator.uniform(in: -1...1) }
}

/// The largest difference of two arrays, as a share of the largest number or of one.
func difference(_ numbers: [Float], _ expected: [Float]) -> Float {
  guard numbers.count == expected.count else { return .infinity }
  let scale = expected.reduce(1) { max($0, abs($1)) }
  // A NaN counts as different; max would lose it.
  return zip(numbers, expected).reduce(0) { largest, pair in
    let apart = abs(pair.0 - pair.1) / scale
    return apart <= largest ? largest : apart
  }
}
