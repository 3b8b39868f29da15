import Foundation
import NeuralNet
import Testing

@Suite("SeededGenerator")
struct SeededGeneratorTests {
  /// The first three results for some seeds.
  ///
  /// - Checked against: the authors' descriptions of both generators, written out in Python.
  static let knownBits: [(seed: UInt64, expected: [UInt64])] = [
    (0, [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0]),
    (1, [0xb3f2_af6d_0fc7_10c5, 0x853b_5596_4736_4cea, 0x92f8_9756_082a_4514]),
    (1998, [0x1b23_ec0f_0f0a_b5d3, 0xbb08_bbdb_e96d_feb0, 0x0d5d_2925_7071_6474]),
  ]

  @Test(
    "The bits are those of xoshiro256** after SplitMix64",
    arguments: knownBits)
  func bits(seed: UInt64, expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect(expected == (0..<3).map { _ in generator.next() })
  }

  @Test("Uniform numbers fill their range evenly")
  func uniform() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<10_000).map { _ in generator.uniform(in: -2...6) }
    #expect(numbers.allSatisfy { $0 >= -2 && $0 <= 6 })
    #expect(abs(numbers.reduce(0, +) / 10_000 - 2) < 0.1)
  }

  @Test("A permutation has every index once", arguments: [0, 1, 2, 1_000])
  func permutation(count: Int) {
    var generator = SeededGenerator(seed: 1)
    let order = generator.permutation(of: count)
    #expect(order.sorted() == Array(0..<count))
    #expect(count < 1_000 || order != Array(0..<count))
  }

  @Test("Small whole numbers are equally likely")
  func integers() {
    var generator = SeededGenerator(seed: 1)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[generator.integer(below: 3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test("A generator that was stored goes on where it was")
  func codable() throws {
    var generator = SeededGenerator(seed: 9)
    _ = generator.next()
    let stored = try JSONEncoder().encode(generator)
    var restored = try JSONDecoder().decode(SeededGenerator.self, from: stored)
    #expect(generator.next() == restored.next())
  }
}
