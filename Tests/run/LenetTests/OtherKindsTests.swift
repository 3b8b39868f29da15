import Foundation
import ProgramTesting
import Testing

@Suite("Files of other kinds", .onOwnThreads)
struct OtherKindsTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: lenet.file(name))
  }

  @Test("are named for what they are, wherever they are given by mistake")
  func mistakes() throws {
    #expect(try lenet.shell("lenet train -q --epochs 1 --batch 4000 --output w").status == 0)
    #expect(try lenet("export", "w", "--onnx", "o", "-q").status == 0)
    try write([0xFF, 0xD8, 0xFF, 0xE0], to: "a.jpg")
    try write(Array("text\n".utf8), to: "t")
    try write([], to: "empty")
    for (name, kind) in [
      ("a.jpg", "a JPEG picture"), ("o", "an ONNX model"), ("w", "a safetensors file"),
      ("w.checkpoint", "a checkpoint of a training"), ("t", "a text file"),
      ("empty", "an empty file"),
    ] {
      let predicted = try lenet("predict", name, "-q")
      #expect(predicted.status == 1)
      #expect(predicted.errors == "Error: \(name): expected a PNG file, found \(kind)\n")
      guard name != "w" else { continue }
      let evaluated = try lenet("evaluate", name)
      #expect(evaluated.status == 1)
      #expect(evaluated.errors == "Error: \(name): expected a safetensors file, found \(kind)\n")
      guard name != "w.checkpoint" else { continue }
      let resumed = try lenet.shell(
        "cp \(name) v.checkpoint; lenet train --resume --output v 2>&1 | tail -n 1")
      #expect(
        resumed.output
          == "Error: v.checkpoint: expected a checkpoint of a training, found \(kind)\n")
    }
  }

  @Test("in place of MNIST's are named too")
  func digits() throws {
    for name in ["train-images", "t10k-images"] {
      try write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], to: "\(name)-idx3-ubyte")
    }
    for name in ["train-labels", "t10k-labels"] {
      try write(Array("<html>".utf8), to: "\(name)-idx1-ubyte.gz")
    }
    let images = try lenet("train", "--mnist", ".")
    #expect(images.status == 1)
    #expect(
      images.errors
        == "Error: train-images-idx3-ubyte: expected the magic number 2051 (images), "
        + "found a PNG picture\n")
  }
}
