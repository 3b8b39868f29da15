import Datasets
import NeuralNet
import Testing

@Suite("Distortions")
struct DistortionsTests {
  /// A 4x3 picture of which every pixel is different.
  let picture = GrayImage(width: 4, height: 3, pixels: (1...12).map { UInt8($0 * 20) })

  @Test("that are none leave every pixel as it is")
  func identity() throws {
    let digits = try Digits.sample().test
    var generator = SeededGenerator(seed: 3)
    for index in 0..<20 {
      let image = digits.image(at: index)
      #expect(AffineMap.identity.applied(to: image) == image)
      #expect(Distortions().map(using: &generator).applied(to: image) == image)
    }
  }

  @Test(
    "move pictures",
    arguments: [
      (1, 0, [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11]),
      (-2, 0, [3, 4, 0, 0, 7, 8, 0, 0, 11, 12, 0, 0]),
      (0, 1, [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
      (1, -2, [0, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0]),
      (4, 0, [UInt8](repeating: 0, count: 12)),
      (0, -90, [UInt8](repeating: 0, count: 12)),
    ] as [(Float, Float, [UInt8])])
  func translation(right: Float, down: Float, expected: [UInt8]) {
    let moved = AffineMap.translation(right: right, down: down).applied(to: picture)
    #expect(moved.pixels == expected.map { $0 * 20 })
  }

  @Test("move pictures by half a pixel, mixing neighbours")
  func halfPixel() {
    let row = GrayImage(width: 4, height: 1, pixels: [0, 100, 200, 0])
    let moved = AffineMap.translation(right: 0.5, down: 0).applied(to: row)
    #expect(moved.pixels == [0, 50, 150, 100])
  }

  @Test("scale about the centre")
  func scaling() {
    let dot = GrayImage(
      width: 5, height: 5, pixels: (0..<25).map { $0 == 12 ? 200 : 0 })
    let large = AffineMap.scaling(horizontally: 2, vertically: 2).applied(to: dot)
    #expect(
      large.pixels == [
        0, 0, 0, 0, 0,
        0, 50, 100, 50, 0,
        0, 100, 200, 100, 0,
        0, 50, 100, 50, 0,
        0, 0, 0, 0, 0,
      ])
    let square = GrayImage(width: 4, height: 4, pixels: [UInt8](repeating: 80, count: 16))
    let small = AffineMap.scaling(horizontally: 0.5, vertically: 1).applied(to: square)
    #expect(small.pixels == [[UInt8]](repeating: [0, 80, 80, 0], count: 4).flatMap { $0 })
  }

  @Test("slant to the right what is above the centre")
  func shear() {
    let column = GrayImage(width: 3, height: 3, pixels: [0, 9, 0, 0, 9, 0, 0, 9, 0])
    let slanted = AffineMap.shear(slope: 1).applied(to: column)
    #expect(slanted.pixels == [0, 0, 9, 0, 9, 0, 9, 0, 0])
  }

  @Test("turn clockwise")
  func rotation() {
    let image = GrayImage(width: 3, height: 3, pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    let turned = AffineMap.rotation(tangentOfHalf: 1).applied(to: image)
    #expect(turned.pixels == [7, 4, 1, 8, 5, 2, 9, 6, 3])
  }

  @Test("are undone by their inverse")
  func inverse() {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<50 {
      let map = Distortions.strong.map(using: &generator)
      let both = map.followed(by: map.inverse)
      #expect(abs(both.columnFromColumn - 1) < 1e-5 && abs(both.rowFromRow - 1) < 1e-5)
      #expect(abs(both.columnFromRow) < 1e-5 && abs(both.rowFromColumn) < 1e-5)
      #expect(abs(both.right) < 1e-5 && abs(both.down) < 1e-5)
    }
  }

  @Test("keep to their ranges and reach their ends")
  func ranges() {
    let ranges = Distortions(translation: 2, scaling: 0.2, shearing: 0.3)
    var generator = SeededGenerator(seed: 5)
    let maps = (0..<2_000).map { _ in ranges.map(using: &generator) }
    func check(_ values: [Float], _ range: ClosedRange<Float>) {
      let reach = (range.upperBound - range.lowerBound) * 0.01
      #expect(values.allSatisfy { $0 >= range.lowerBound - 1e-5 && $0 <= range.upperBound + 1e-5 })
      #expect(values.contains { $0 < range.lowerBound + reach })
      #expect(values.contains { $0 > range.upperBound - reach })
    }
    check(maps.map(\.right), -2...2)
    check(maps.map(\.down), -2...2)
    check(maps.map(\.rowFromRow), 0.8...1.2)
    check(maps.map { $0.columnFromRow / $0.rowFromRow }, -0.3...0.3)
    #expect(maps.allSatisfy { $0.rowFromColumn == 0 && $0.columnFromColumn == $0.rowFromRow })
  }

  @Test("squeeze without a change of area, and turn without a change of form")
  func squeezeAndTurn() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<100 {
      let squeezed = Distortions(squeezing: 0.3).map(using: &generator)
      #expect(abs(squeezed.determinant - 1) < 1e-6)
      #expect((0.7...1.3).contains(squeezed.columnFromColumn))
      let turned = Distortions(rotation: 0.2).map(using: &generator)
      #expect(abs(turned.determinant - 1) < 1e-6)
      #expect(abs(turned.rowFromColumn) <= 0.2)
    }
  }

  @Test("are the same for the same seed, and others for another")
  func determinism() throws {
    let image = try Digits.sample().test.image(at: 0)
    func distorted(seed: UInt64) -> [GrayImage] {
      var generator = SeededGenerator(seed: seed)
      return (0..<5).map { _ in Distortions.gentle.map(using: &generator).applied(to: image) }
    }
    #expect(distorted(seed: 1) == distorted(seed: 1))
    #expect(distorted(seed: 1) != distorted(seed: 2))
    #expect(Set(distorted(seed: 1)).count == 5)
  }

  @Test("change one image of a batch and leave the others")
  func batch() {
    var pixels = [Float](repeating: 0.5, count: 3 * 2 * 16)
    AffineMap.translation(right: 1, down: 0).apply(
      to: &pixels, from: 32, imageShape: [2, 4, 4], background: -0.1)
    let moved = [[Float]](repeating: [-0.1, 0.5, 0.5, 0.5], count: 8).flatMap { $0 }
    let still = [Float](repeating: 0.5, count: 32)
    #expect(pixels == still + moved + still)
  }

  @Test("of impossible ranges or images end the program")
  func impossible() async {
    await #expect(processExitsWith: .failure) { _ = Distortions(scaling: 1) }
    await #expect(processExitsWith: .failure) { _ = Distortions(translation: -1) }
    await #expect(processExitsWith: .failure) {
      var pixels = [Float](repeating: 0, count: 15)
      AffineMap.identity.apply(to: &pixels, imageShape: [1, 4, 4], background: 0)
    }
  }
}
