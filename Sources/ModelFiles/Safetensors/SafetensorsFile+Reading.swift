public import Errors
public import Foundation
import NeuralNet

extension SafetensorsFile {
  /// How long a header may be; longer ones are refused before memory is taken for them.
  static let longestHeader = 100_000_000

  /// Reads a file.
  ///
  /// - Throws: if the file cannot be opened, or as ``init(_:name:)``.
  public init(contentsOf url: URL) throws(InputError) {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw InputError(
        place: url.lastPathComponent, expected: "a file that can be read",
        found: error.localizedDescription)
    }
    try self.init(data, name: url.lastPathComponent)
  }

  /// Reads a file's bytes.
  ///
  /// - Parameter name: stands for the file in error texts.
  /// - Throws: what is wrong with the file, and with which of its tensors.
  public init(_ data: Data, name: String = "safetensors") throws(InputError) {
    let bytes = [UInt8](data)
    let headerEnd = try Self.endOfHeader(bytes, name: name)
    let fields = try Self.fields(of: Data(bytes[8..<headerEnd]), name: name)
    let numbers = bytes[headerEnd...]

    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]
    var ranges: [(range: Range<Int>, tensor: String)] = []
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      if key == "__metadata__" {
        guard let strings = value as? [String: String] else {
          throw InputError(
            place: "\(name): __metadata__", expected: "strings", found: "other JSON")
        }
        metadata = strings
      } else {
        let tensor = try TensorHeader(value, place: "\(name): \(key)", dataCount: numbers.count)
        entries[key] = tensor.entry(in: numbers)
        ranges.append((tensor.range, key))
      }
    }
    try Self.checkThatRangesCover(numbers.count, ranges, name: name)
    self.init(entries: entries, metadata: metadata, name: name)
  }

  private static func endOfHeader(
    _ bytes: [UInt8], name: String
  ) throws(InputError) -> Int {
    guard bytes.count >= 8 else {
      throw InputError(place: name, expected: "8 bytes or more", found: "\(bytes.count)")
    }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= longestHeader else {
      throw InputError(
        place: name, expected: "a header of at most \(longestHeader) bytes", found: "\(length)")
    }
    guard length <= bytes.count - 8 else {
      throw InputError(
        place: name, expected: "a header of \(length) bytes", found: "\(bytes.count - 8)")
    }
    return 8 + Int(length)
  }

  private static func fields(
    of header: Data, name: String
  ) throws(InputError) -> [String: Any] {
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: header)
    } catch {
      throw InputError(place: name, expected: "a header in JSON", found: "other text")
    }
    guard let fields = object as? [String: Any] else {
      throw InputError(place: name, expected: "a JSON object", found: "other JSON")
    }
    return fields
  }

  /// Tensors may not share bytes, and every byte belongs to one of them.
  private static func checkThatRangesCover(
    _ dataCount: Int, _ ranges: [(range: Range<Int>, tensor: String)], name: String
  ) throws(InputError) {
    var end = 0
    for (range, tensor) in ranges.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard range.lowerBound == end else {
        throw InputError(
          place: "\(name): \(tensor)", expected: "data from byte \(end)",
          found: "from byte \(range.lowerBound)")
      }
      end = range.upperBound
    }
    guard end == dataCount else {
      throw InputError(
        place: name, expected: "\(end) bytes of data", found: "\(dataCount)")
    }
  }
}

/// What the header says about one tensor, checked.
private struct TensorHeader {
  var shape: [Int]
  var range: Range<Int>
  var isFloat: Bool

  init(_ value: Any, place: String, dataCount: Int) throws(InputError) {
    guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
      let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int],
      Set(fields.keys) == ["dtype", "shape", "data_offsets"], offsets.count == 2
    else {
      throw InputError(
        place: place, expected: "dtype, shape and two data_offsets", found: "other JSON")
    }
    guard type == "F32" || type == "I32" else {
      throw InputError(place: place, expected: "dtype F32 or I32", found: type)
    }
    guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= dataCount else {
      throw InputError(
        place: place, expected: "data_offsets within \(dataCount) bytes", found: "\(offsets)")
    }
    guard let byteCount = Self.byteCount(shape), byteCount == offsets[1] - offsets[0] else {
      throw InputError(
        place: place, expected: "4 bytes for each number of shape \(shape)",
        found: "\(offsets[1] - offsets[0]) bytes")
    }
    self.shape = shape
    range = offsets[0]..<offsets[1]
    isFloat = type == "F32"
  }

  /// Four bytes for each number, unless the shape makes no sense.
  private static func byteCount(_ shape: [Int]) -> Int? {
    var count = 4
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }

  func entry(in numbers: ArraySlice<UInt8>) -> SafetensorsFile.Entry {
    let start = numbers.startIndex
    let bitPatterns = stride(
      from: start + range.lowerBound, to: start + range.upperBound, by: 4
    ).map { index in
      UInt32(numbers[index]) | UInt32(numbers[index + 1]) << 8
        | UInt32(numbers[index + 2]) << 16 | UInt32(numbers[index + 3]) << 24
    }
    return isFloat
      ? .floats(Tensor(shape: shape, scalars: bitPatterns.map(Float.init(bitPattern:))))
      : .integers(shape: shape, values: bitPatterns.map(Int32.init(bitPattern:)))
  }
}
