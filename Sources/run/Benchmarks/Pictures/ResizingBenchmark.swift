import Datasets
import Figures
import Foundation
import NeuralNet

/// Stretching digits to the size that the networks take.
enum ResizingBenchmark: Benchmark {
  static let name = "resizing"
  static let summary = "10,000 digits stretched to 32x32, beside Pillow"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let digits = conditions.digits.test
    try Data(digits.pixels).write(to: conditions.folder.appending(path: "original-pixels.bytes"))
    let pillow = try conditions.python.start(
      "resize_pillow.py", importing: "PIL", [conditions.folder.path])
    if case .running(let peer) = pillow {
      _ = try peer.seconds(for: "outputs")
      // In this range a byte is its own value, and the bytes are to be the same.
      let images = digits[0..<1_024].labeledImages(.resized, range: 0...255)
      try conditions.folder.check(
        "resized", against: images.images(at: 0..<images.count).scalars, bound: 0)
    }
    let contest = Contest(
      benchmark: name,
      work: "stretching \(NumberText.grouped(digits.count)) digits", threads: 1,
      rivals: [pillow.rival("Pillow", threads: 1, work: "resize")])
    return [
      try contest.entry(conditions) {
        seconds { _ = digits.labeledImages(.resized, range: .unit) }
      }
    ]
  }
}
