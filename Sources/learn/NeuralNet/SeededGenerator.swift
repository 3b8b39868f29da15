/// Random numbers that are the same on every machine and with every version of Swift.
///
/// xoshiro256**, its state filled by SplitMix64. The draws below are written out here because
/// the standard library may change how it turns bits into numbers.
///
/// - Source: Blackman and Vigna, *Scrambled Linear Pseudorandom Number Generators*, ACM TOMS
///   47(4), 2021, DOI 10.1145/3460772; Steele, Lea and Flood, *Fast Splittable Pseudorandom
///   Number Generators*, OOPSLA 2014, DOI 10.1145/2660193.2660195.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable, Codable {
  private var state: SIMD4<UInt64>

  public init(seed: UInt64) {
    var position = seed
    func splitMix() -> UInt64 {
      position &+= 0x9E37_79B9_7F4A_7C15
      var bits = position
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
    state = SIMD4(splitMix(), splitMix(), splitMix(), splitMix())
  }

  public mutating func next() -> UInt64 {
    func rotated(_ bits: UInt64, by count: UInt64) -> UInt64 {
      (bits << count) | (bits >> (64 - count))
    }
    let result = rotated(state[1] &* 5, by: 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotated(state[3], by: 45)
    return result
  }

  /// A number from a range, each of its 2^24 evenly spaced values equally likely.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    let unit = Float(next() >> 40) * 0x1p-24
    return range.lowerBound + (range.upperBound - range.lowerBound) * unit
  }

  /// A whole number from 0 up to, not including, `bound`, each equally likely.
  ///
  /// - Precondition: `bound` is at least 1.
  /// - Source: Lemire, *Fast Random Integer Generation in an Interval*, ACM TOMACS 29(1), 2019,
  ///   DOI 10.1145/3230636.
  public mutating func integer(below bound: Int) -> Int {
    guard bound >= 1 else {
      fatalError("SeededGenerator.integer: expected a bound of at least 1, found \(bound)")
    }
    let bound = UInt64(bound)
    // Draws below the threshold would make some results likelier than others.
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// - Throws: an error of the decoder, also for the one state that gives nothing but zeros.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    state = try values.decode(SIMD4<UInt64>.self, forKey: .state)
    guard state != .zero else {
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: values, debugDescription: "a generator that is stuck at zero")
    }
  }

  private enum CodingKeys: CodingKey {
    case state
  }

  /// The numbers 0 to `count - 1` in random order, each order equally likely.
  ///
  /// - Source: Knuth, *The Art of Computer Programming*, volume 2, algorithm 3.4.2 P.
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}
