import Foundation
import Testing

/// A damaged file and what is said about it.
struct Refusal: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var data: Data
  var message: String

  /// - Parameters:
  ///   - length: what the first eight bytes say, if not the header's length.
  ///   - bytes: how many bytes of numbers follow the header.
  private init(
    _ description: String, header: String, length: UInt64? = nil, bytes: Int = 0,
    message: String
  ) {
    testDescription = description
    data = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) { Data($0) }
    data += Data(header.utf8) + Data(count: bytes)
    self.message = message
  }

  private init(_ description: String, data: Data, message: String) {
    testDescription = description
    self.data = data
    self.message = message
  }

  private static func tensor(
    _ name: String, type: String = "F32", _ shape: String, _ offsets: String
  ) -> String {
    #""\#(name)":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  static let all = [
    Refusal(
      "no bytes", data: Data(), message: "w: expected a safetensors file, found an empty file"),
    Refusal("three bytes", data: Data(count: 3), message: "w: expected 8 bytes or more, found 3"),
    Refusal(
      "header longer than the file", header: "{}", length: 3,
      message: "w: expected a header of 3 bytes, found 2"),
    Refusal(
      "header longer than 100 MB", header: "{}", length: 100_000_001,
      message: "w: expected a header of at most 100000000 bytes, found 100000001"),
    Refusal(
      "header length beyond Int", header: "{}", length: .max,
      message: "w: expected a header of at most 100000000 bytes, found 18446744073709551615"),
    Refusal(
      "no JSON", header: "{]", message: "w: expected a header in JSON, found ']' at its byte 1"),
    Refusal(
      "empty header", header: "",
      message: "w: expected a header in JSON, found the end at its byte 0"),
    Refusal(
      "a comma too many", header: "{\(tensor("a", "[1]", "[0,4]")),}", bytes: 4,
      message: "w: expected a header in JSON, found '}' at its byte 54"),
    Refusal(
      "a byte order mark", header: "\u{FEFF}{}",
      message: "w: expected a header in JSON, found the byte ef at its byte 0"),
    Refusal(
      "a key twice", header: "{\(tensor("a", "[1]", "[0,4]")),\(tensor("a", "[1]", "[4,8]"))}",
      bytes: 8,
      message: "w: expected a header in JSON, found the key \"a\" a second time at its byte 54"),
    Refusal(
      "a shape that is no whole number", header: "{\(tensor("a", "[1.0]", "[0,4]"))}", bytes: 4,
      message: "w: a: expected dtype, shape and two data_offsets, found other JSON"),
    Refusal(
      "thousands of brackets", header: String(repeating: "[", count: 100_000),
      message: "w: expected a header in JSON, found too many brackets in brackets at its byte 127"),
    Refusal("no object", header: "[1]", message: "w: expected a JSON object, found other JSON"),
    Refusal(
      "metadata that is no text", header: #"{"__metadata__":{"k":1}}"#,
      message: "w: __metadata__: expected strings, found other JSON"),
    Refusal(
      "tensor that is no object", header: #"{"a":1}"#,
      message: "w: a: expected dtype, shape and two data_offsets, found other JSON"),
    Refusal(
      "no shape", header: #"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, bytes: 4,
      message: "w: a: expected dtype, shape and two data_offsets, found other JSON"),
    Refusal(
      "one offset", header: "{\(tensor("a", "[1]", "[0]"))}", bytes: 4,
      message: "w: a: expected dtype, shape and two data_offsets, found other JSON"),
    Refusal(
      "other type", header: "{\(tensor("a", type: "F64", "[1]", "[0,8]"))}", bytes: 8,
      message: "w: a: expected dtype F32 or I32, found F64"),
    Refusal(
      "offsets beyond the file", header: "{\(tensor("a", "[2]", "[0,8]"))}", bytes: 4,
      message: "w: a: expected data_offsets within 4 bytes, found [0, 8]"),
    Refusal(
      "offsets before the data", header: "{\(tensor("a", "[1]", "[-4,0]"))}", bytes: 4,
      message: "w: a: expected data_offsets within 4 bytes, found [-4, 0]"),
    Refusal(
      "offsets the wrong way round", header: "{\(tensor("a", "[1]", "[4,0]"))}", bytes: 4,
      message: "w: a: expected data_offsets within 4 bytes, found [4, 0]"),
    Refusal(
      "shape and bytes disagree", header: "{\(tensor("a", "[3]", "[0,8]"))}", bytes: 8,
      message: "w: a: expected 4 bytes for each number of shape [3], found 8 bytes"),
    Refusal(
      "negative shape", header: "{\(tensor("a", "[-1,-1]", "[0,4]"))}", bytes: 4,
      message: "w: a: expected 4 bytes for each number of shape [-1, -1], found 4 bytes"),
    Refusal(
      "shape beyond Int",
      header: "{\(tensor("a", "[4611686018427387904,4]", "[0,0]"))}",
      message: "w: a: expected 4 bytes for each number of shape [4611686018427387904, 4], "
        + "found 0 bytes"),
    Refusal(
      "tensors that share bytes",
      header: "{\(tensor("a", "[2]", "[0,8]")),\(tensor("b", "[1]", "[4,8]"))}", bytes: 8,
      message: "w: b: expected data from byte 8, found from byte 4"),
    Refusal(
      "a gap between tensors",
      header: "{\(tensor("a", "[1]", "[0,4]")),\(tensor("b", "[1]", "[8,12]"))}", bytes: 12,
      message: "w: b: expected data from byte 4, found from byte 8"),
    Refusal(
      "bytes left over", header: "{\(tensor("a", "[1]", "[0,4]"))}", bytes: 5,
      message: "w: expected 4 bytes of data, found 5"),
  ]
}
