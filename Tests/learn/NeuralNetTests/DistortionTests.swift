import NeuralNet
import Testing

/// Adds the same random number to every pixel of an image.
struct Noise: ImageDistortion {
  func apply(
    to pixels: inout [Float], from start: Int, imageShape: [Int], background: Float,
    using generator: inout SeededGenerator
  ) {
    let noise = generator.uniform(in: -0.1...0.1)
    for pixel in start..<start + imageShape.reduce(1, *) { pixels[pixel] += noise }
  }
}

/// Makes every image white, and notes nothing.
private struct Blanking: ImageDistortion {
  func apply(
    to pixels: inout [Float], from start: Int, imageShape: [Int], background: Float,
    using generator: inout SeededGenerator
  ) {
    for pixel in start..<start + imageShape.reduce(1, *) { pixels[pixel] = background }
  }
}

@Suite("Distortions during training")
struct DistortionTests {
  func trained(
    _ distortion: (any ImageDistortion)?, batchSize: Int = 20, threads: Int = 1, seed: UInt64 = 3
  ) throws -> Network {
    var network = try smallNetwork()
    var trainer = Trainer(
      batchSize: batchSize, optimizer: Adam(learningRate: 1e-2), distortion: distortion,
      seed: seed, threads: threads)
    try trainer.train(&network, on: barImages(count: 70, seed: 1), epochs: 2)
    return network
  }

  @Test("The number of threads changes no bit", arguments: [2, 5])
  func threads(count: Int) throws {
    let one = try trained(Noise(), batchSize: 70)
    #expect(
      one.namedParameters == (try trained(Noise(), batchSize: 70, threads: count)).namedParameters)
    #expect(one.namedParameters != (try trained(nil, batchSize: 70)).namedParameters)
  }

  @Test("Each pass and each image has a distortion of its own")
  func seeds() throws {
    final class Draws: @unchecked Sendable { var values: [Float] = [] }
    struct Noting: ImageDistortion {
      let draws = Draws()
      func apply(
        to pixels: inout [Float], from start: Int, imageShape: [Int], background: Float,
        using generator: inout SeededGenerator
      ) {
        draws.values.append(generator.uniform(in: 0...1))
      }
    }
    func draws(seed: UInt64) throws -> [Float] {
      let noting = Noting()
      _ = try trained(noting, seed: seed)
      return noting.draws.values
    }
    let first = try draws(seed: 3)
    #expect(first.count == 140)
    #expect(Set(first).count == 140)
    #expect(try draws(seed: 3) == first)
    #expect(try draws(seed: 4) != first)
  }

  @Test("The network sees the distorted image, pattern by pattern too")
  func effect() throws {
    let data = barImages(count: 200, seed: 1)
    var network = try smallNetwork()
    var trainer = Trainer(
      DiagonalLevenbergMarquardt(mu: 0.1), loss: NegativeLogLikelihood(), distortion: Blanking(),
      seed: 1)
    try trainer.train(&network, on: data, epochs: 3)
    // It never saw a bar, so it cannot tell them apart.
    #expect(network.evaluate(on: data).accuracy < 0.6)
    let blind = try trained(Blanking())
    #expect(blind.evaluate(on: data).accuracy < 0.6)
  }
}
