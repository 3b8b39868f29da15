import Datasets
import Foundation
import ProgramTesting
import Testing

@Suite("lenet predict", .onOwnThreads)
struct PredictionTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  @Test("recognises digits drawn dark on light, larger and off centre")
  func predict() throws {
    #expect(try lenet("train", "--epochs", "6", "--batch", "32", "--quiet").status == 0)
    let digits = try Digits.sample().test
    var right = 0
    for index in 0..<20 {
      let large = digits.image(at: index).resized(width: 140, height: 140)
      let label = digits.labels[index]
      var pixels = [UInt8](repeating: 230, count: 300 * 200)
      for row in 0..<140 {
        for column in 0..<140 {
          pixels[(row + 50) * 300 + column + 5] = 230 - large[row, column] / 4 * 3
        }
      }
      try GrayImage(width: 300, height: 200, pixels: pixels)
        .writePNG(to: lenet.file("\(index).png"))
      let result = try lenet("predict", "\(index).png", "--weights", "weights.safetensors")
      #expect(result.status == 0)
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(
        lines[0].wholeMatch(
          of: /\d+\.png: \d \(\d+\.\d\d %\), runner-up \d \(\d+\.\d\d %\)/) != nil)
      #expect(lines[1].split(separator: ",").count == 10)
      if lines[0].hasPrefix("\(index).png: \(label) ") { right += 1 }
    }
    #expect(right >= 17)
  }

  @Test("goes on after pictures that it cannot use, and fails in the end")
  func badPictures() throws {
    #expect(try lenet("train", "--epochs", "1", "--quiet").status == 0)
    try Digits.sample().test.image(at: 0).writePNG(to: lenet.file("good.png"))
    try GrayImage(width: 9, height: 9, pixels: [UInt8](repeating: 77, count: 81))
      .writePNG(to: lenet.file("blank.png"))
    // A white page with a dark speck in two of its corners.
    var page = [UInt8](repeating: 255, count: 440 * 440)
    for corner in [0, 439] { page[corner] = 0 }
    try GrayImage(width: 440, height: 440, pixels: page).writePNG(to: lenet.file("specks.png"))
    try Data("GIF89a".utf8).write(to: lenet.file("other.png"))
    let result = try lenet(
      "predict", "other.png", "blank.png", "specks.png", "good.png", "--weights",
      "weights.safetensors", "-q")
    #expect(result.status == 1)
    #expect(
      result.errors == """
        Error: other.png: expected a PNG file, found a GIF picture
        Error: blank.png: expected a digit that stands out from its paper, found nothing drawn: an \
        even grey (77 of 255, give or take 0)
        Error: specks.png: expected a digit that stands out from its paper, found nothing drawn: \
        specks, lines, noise or shadows at the most

        """)
    #expect(result.output.hasPrefix("good.png: "))
    #expect(result.output.split(separator: "\n").count == 1)
  }
}
