/// Numbers that look random and are the same in each run.
///
/// - Source: Steele, Lea and Flood (2014), SplitMix64.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Such numbers as come out of a training, a mistake, or a division by zero.
  mutating func awkward(_ kind: AwkwardFigures.Data) -> [Double] {
    switch kind {
    case .empty: []
    case .one: [Double.random(in: -5...5, using: &self)]
    case .equal: [Double](repeating: 7.25, count: 40)
    case .notNumbers: [Double](repeating: .nan, count: 12)
    case .mixed:
      (0..<60).map { index in
        [.nan, .infinity, -.infinity, 0, Double.random(in: -1...1, using: &self)][index % 5]
      }
    case .tiny: (0..<50).map { _ in Double.random(in: -1e-30...1e-30, using: &self) }
    case .huge: (0..<50).map { _ in Double.random(in: -1e30...1e30, using: &self) }
    case .anySize:
      (0..<80).map { _ in
        let size = Double.random(in: -30...30, using: &self)
        return (Bool.random(using: &self) ? 1 : -1)
          * [1.0, 10, 1e-10, 1e10, 1e30, 1e-30][
            Int(abs(size)) % 6]
      }
    case .many: (0..<100_000).map { _ in Double.random(in: 0...1, using: &self) }
    }
  }
}
