public import Errors
public import Files
public import Foundation
import NeuralNet

extension SafetensorsFile {
  /// How long a header may be; longer ones are refused before memory is taken for them.
  static let longestHeader = 100_000_000
  /// How long a file may be.
  private static let largestFile = 1 << 30

  /// Reads a file.
  ///
  /// - Throws: if the file cannot be opened, or as ``init(_:name:)``.
  public init(contentsOf url: URL) throws(InputError) {
    try self.init(contentsOf: InputFile(url))
  }

  /// Reads a file, which errors call what the user called it.
  public init(contentsOf file: InputFile) throws(InputError) {
    try self.init(file.contents(limit: Self.largestFile), name: file.path)
  }

  /// Reads a file's bytes.
  ///
  /// - Parameter name: stands for the file in error texts.
  /// - Throws: what is wrong with the file, and with which of its tensors.
  public init(_ data: Data, name: String = "safetensors") throws(InputError) {
    let bytes = [UInt8](data)
    let (fields, numbers) = try Self.headerAndNumbers(bytes, name: name)

    var metadata: [String: String] = [:]
    var entries: [String: Entry] = [:]
    var ranges: [(range: Range<Int>, tensor: String)] = []
    for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
      if key == "__metadata__" {
        metadata = try Self.strings(value, place: "\(name): __metadata__")
      } else {
        let tensor = try TensorHeader(value, place: "\(name): \(key)", dataCount: numbers.count)
        entries[key] = tensor.entry(in: numbers)
        ranges.append((tensor.range, key))
      }
    }
    try Self.checkThatRangesCover(numbers.count, ranges, name: name)
    self.init(entries: entries, metadata: metadata, name: name)
  }

  /// - Throws: what is wrong with the header, or which other kind of file this is.
  private static func headerAndNumbers(
    _ bytes: [UInt8], name: String
  ) throws(InputError) -> ([String: StrictJSON], ArraySlice<UInt8>) {
    do {
      let end = try endOfHeader(bytes, name: name)
      return (try fields(of: bytes[8..<end], name: name), bytes[end...])
    } catch {
      let (format, wanted) = (FileFormat(bytes), "a safetensors file")
      guard format.isKnown, format.description != wanted else { throw error }
      throw InputError(place: name, expected: wanted, found: format.description)
    }
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
    of header: ArraySlice<UInt8>, name: String
  ) throws(InputError) -> [String: StrictJSON] {
    let value: StrictJSON
    do {
      value = try StrictJSON(header)
    } catch {
      throw InputError(
        place: name, expected: "a header in JSON", found: "\(error.found) at its byte \(error.byte)"
      )
    }
    guard let fields = value.object else {
      throw InputError(place: name, expected: "a JSON object", found: "other JSON")
    }
    return fields
  }

  private static func strings(
    _ value: StrictJSON, place: String
  ) throws(InputError) -> [String: String] {
    if case .null = value { return [:] }
    let strings = value.object?.compactMapValues(\.string)
    guard let strings, strings.count == value.object?.count else {
      throw InputError(place: place, expected: "strings", found: "other JSON")
    }
    return strings
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

  init(_ value: StrictJSON, place: String, dataCount: Int) throws(InputError) {
    guard let fields = value.object, let type = fields["dtype"]?.string,
      let shape = fields["shape"]?.integers, let offsets = fields["data_offsets"]?.integers,
      offsets.count == 2
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
    let byteCount = offsets[1] - offsets[0]
    guard byteCount % 4 == 0, Tensor.count(of: shape) == byteCount / 4 else {
      throw InputError(
        place: place, expected: "4 bytes for each number of shape \(shape)",
        found: "\(byteCount) bytes")
    }
    self.shape = shape
    range = offsets[0]..<offsets[1]
    isFloat = type == "F32"
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
