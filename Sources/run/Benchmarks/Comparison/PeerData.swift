import Datasets
import Foundation
import NeuralNet

// What peers read and write: numbers without a header, in files that `peer.py` knows.

/// Numbers of a peer that are not ours.
struct Disagreement: Error, CustomStringConvertible {
  var place: String
  var bound: Double
  var difference: Double
  var description: String {
    "\(place): expected our numbers within \(bound), found a difference of \(difference)"
  }
}

extension URL {
  /// Writes floats for a peer into this folder.
  func write(_ floats: [Float], as name: String) throws {
    let data = floats.withUnsafeBytes { Data($0) }
    try data.write(to: appending(path: "\(name).floats"))
  }

  /// Writes 32x32 digits for a peer into this folder.
  func write(_ digits: DigitSet, fit: ImageFit, as name: String) throws {
    // In this range a byte is its own value.
    let images = digits.labeledImages(fit, range: 0...255)
    var pixels = Data(capacity: images.count * images.pixelsPerImage)
    for start in stride(from: 0, to: images.count, by: 1_000) {
      let batch = images.images(at: start..<min(start + 1_000, images.count))
      pixels.append(contentsOf: batch.scalars.map { UInt8($0) })
    }
    try pixels.write(to: appending(path: "\(name)-pixels.bytes"))
    try Data(digits.labels).write(to: appending(path: "\(name)-labels.bytes"))
  }

  /// Checks what a peer wrote into this folder against our own numbers.
  ///
  /// - Throws: `Disagreement` with the largest difference, as a share of our largest number or 1.
  func check(_ name: String, against expected: [Float], bound: Double) throws {
    let data = try Data(contentsOf: appending(path: "\(name).floats"))
    let found = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    guard found.count == expected.count else {
      throw PeerFailure(
        peer: name, expected: "\(expected.count) numbers", found: "\(found.count)")
    }
    let difference = largestDifference(found, from: expected)
    guard difference <= bound else {
      throw Disagreement(place: name, bound: bound, difference: difference)
    }
  }
}

/// The largest difference between two rows of numbers, as a share of the largest expected number
/// or of 1; infinite if a number is missing or is none.
func largestDifference(_ found: [Float], from expected: [Float]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let scale = expected.reduce(1) { max($0, abs($1)) }
  let differences = zip(found, expected).map { abs(Double($0) - Double($1)) }
  guard differences.allSatisfy(\.isFinite) else { return .infinity }
  return (differences.max() ?? 0) / Double(scale)
}

extension Conditions {
  /// The article's network, whose weights and digits its peers now find in the folder.
  func articleNetwork() throws -> Network {
    let recipe = TrainingRecipe.article
    let network = try recipe.network(seed: 1)
    try folder.write(digits.training, fit: recipe.fit, as: "training")
    try folder.write(digits.test, fit: recipe.fit, as: "test")
    try folder.write(network.weightsInOrder, as: "article-weights")
    return network
  }

  /// Checks that a peer computes what the article's network does.
  ///
  /// - Parameter outputs: where the peer's script writes what the first test digits come to.
  /// - Throws: `Disagreement` if it computes something else.
  func check(_ peer: Python.Started, _ outputs: String, against network: Network) throws {
    guard case .running(let peer) = peer else { return }
    let images = TrainingRecipe.article.images(digits.test[0..<1_024])
    _ = try peer.seconds(for: "outputs")
    try folder.check(
      outputs, against: network(images.images(at: 0..<images.count)).scalars, bound: 1e-5)
  }
}

extension Network {
  /// All weights in one row, in the order of definition, which is that of the peers too.
  var weightsInOrder: [Float] { parameterNames.flatMap { self[$0].scalars } }
}
