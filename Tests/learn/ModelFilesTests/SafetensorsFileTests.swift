import Foundation
import ModelFiles
import NeuralNet
import Testing

@Suite("Safetensors files")
struct SafetensorsFileTests {
  let example = SafetensorsFile(
    entries: [
      "weight": .floats(Tensor(shape: [2, 2], scalars: [1, -2, .infinity, 0.5])),
      "labels": .integers(shape: [3], values: [-1, 0, .max]),
      "empty": .floats(Tensor(shape: [0, 4])),
      "single": .floats(Tensor(shape: [], scalars: [7])),
    ],
    metadata: ["seed": "1", "a \"quoted\"\n\\text": "é 🙂\u{1}"])

  @Test("What is written is read")
  func roundTrip() throws {
    let read = try SafetensorsFile(example.serialized())
    #expect(read.entries == example.entries)
    #expect(read.metadata == example.metadata)
    #expect(try read.tensor("weight").scalars == [1, -2, .infinity, 0.5])
    #expect(try read.integers("labels") == [-1, 0, .max])
  }

  @Test("The bytes are those of the format, in the order of the names")
  func bytes() {
    let file = SafetensorsFile(
      entries: [
        "b": .floats(Tensor(shape: [1], scalars: [1])),
        "a": .integers(shape: [1], values: [2]),
      ], metadata: ["k": "v"])
    let header =
      #"{"__metadata__":{"k":"v"},"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#
    let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let expected: [UInt8] =
      [UInt8(padded.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(padded.utf8)
      + [2, 0, 0, 0, 0, 0, 0x80, 0x3f]
    #expect([UInt8](file.serialized()) == expected)
  }

  @Test("A tensor that is not there, or of the other type, is named")
  func wrongTensor() throws {
    #expect(
      message { try example.tensor("bias") }
        == "safetensors: bias: expected a tensor of that name, found empty, labels, single, weight")
    #expect(
      message { try example.tensor("labels") } == "safetensors: labels: expected F32, found I32")
    #expect(
      message { try example.integers("weight") }
        == "safetensors: weight: expected I32, found F32")
  }

  @Test("Files that are no safetensors files are refused", arguments: Refusal.all)
  func refusals(refusal: Refusal) {
    #expect(message { try SafetensorsFile(refusal.data, name: "w") } == refusal.message)
  }

  @Test("A file that is not there is refused")
  func noFile() {
    let url = FileManager.default.temporaryDirectory.appending(path: "no such.safetensors")
    #expect(
      message { try SafetensorsFile(contentsOf: url) }
        == "\(url.path): expected a file that can be read, found no such file or folder")
  }
}

/// The text of what a closure throws.
func message<Result>(_ body: () throws -> Result) -> String {
  do {
    _ = try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
