import Foundation

/// A message in the wire format of Protocol Buffers, of which ONNX files are made: fields one
/// after the other, each a number that says which field it is, and a value.
///
/// This is the small part that a writer of ONNX needs. The package swift-protobuf and the code
/// that it generates for all of ONNX would do the same, and cost every build minutes.
///
/// - Source: https://protobuf.dev/programming-guides/encoding/
struct ProtobufMessage {
  private(set) var bytes = Data()

  /// How a value is written.
  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fourBytes = 5
  }

  /// A whole number.
  mutating func append(_ value: Int, to field: Int) {
    appendKey(field, .varint)
    appendVarint(UInt64(bitPattern: Int64(value)))
  }

  mutating func append(_ value: Float, to field: Int) {
    appendKey(field, .fourBytes)
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String, to field: Int) { append(Data(text.utf8), to: field) }

  mutating func append(_ message: ProtobufMessage, to field: Int) {
    append(message.bytes, to: field)
  }

  mutating func append(_ data: Data, to field: Int) {
    appendKey(field, .lengthDelimited)
    appendVarint(UInt64(data.count))
    bytes.append(data)
  }

  /// Whole numbers in one field, "packed".
  mutating func append(_ values: [Int], to field: Int) {
    var packed = ProtobufMessage()
    for value in values { packed.appendVarint(UInt64(bitPattern: Int64(value))) }
    append(packed.bytes, to: field)
  }

  private mutating func appendKey(_ field: Int, _ type: WireType) {
    appendVarint(UInt64(field) << 3 | type.rawValue)
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func appendVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
