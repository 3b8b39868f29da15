public import Errors
import Files
public import Foundation
import NeuralNet

extension SafetensorsFile {
  /// The file's bytes: tensors in the order of their names, so that equal values give equal bytes.
  public func serialized() -> Data {
    var fields: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(Self.quoted($0.key)):\(Self.quoted($0.value))"
      }
      fields.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var numbers = Data()
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let start = numbers.count
      switch entry {
      case .floats(let tensor): Self.append(tensor.scalars.map(\.bitPattern), to: &numbers)
      case .integers(_, let values):
        Self.append(values.map(UInt32.init(bitPattern:)), to: &numbers)
      }
      let shape = entry.shape.map(String.init).joined(separator: ",")
      fields.append(
        "\(Self.quoted(name)):{\"dtype\":\"\(entry.dataType)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(numbers.count)]}")
    }
    var header = Data("{\(fields.joined(separator: ","))}".utf8)
    // The numbers start at a multiple of eight bytes; the format pads with spaces.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    var file = Data()
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { file.append(contentsOf: $0) }
    return file + header + numbers
  }

  /// Writes the file, whole or not at all.
  public func write(to url: URL) throws(InputError) {
    try OutputFile(url).write(serialized())
  }

  private static func append(_ bitPatterns: [UInt32], to data: inout Data) {
    bitPatterns.map(\.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
  }

  /// A string as JSON writes it.
  private static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\u{0}"..<" ":
        "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
