import BookRecords
import Files
import Foundation

/// A checkpoint's value with all that later builds need in the place of the body that made it.
///
/// Its file is a SHA-256 sum and a line end, then a property list of which it is the sum.
struct KeptValue<Value: Codable>: Codable {
  enum Lookup {
    case current(KeptValue)
    case absent
    /// The file is not as it was written.
    case damaged
    /// A file that the chapter had read when the value was made has changed since.
    case outdated
  }

  var value: Value
  /// What the body printed.
  var printed: Data
  var dataSources: [String]
  /// The files that the chapter had read when the value was there: the state of each, by path.
  var inputs: [String: String]

  static func read(_ file: URL, in folder: String) -> Lookup {
    InputFiles.unobserved {
      guard FileManager.default.fileExists(atPath: file.path) else { return .absent }
      guard let kept = try? decoded(file) else { return .damaged }
      let base = URL(fileURLWithPath: folder, isDirectory: true)
      let isCurrent = kept.inputs.allSatisfy { key, state in
        ObservedInput(key: key)?.state(in: base) == state
      }
      return isCurrent ? .current(kept) : .outdated
    }
  }

  static func value(in file: URL) throws -> Value {
    try InputFiles.unobserved { try decoded(file).value }
  }

  private static func decoded(_ file: URL) throws -> KeptValue {
    let data = try Data(contentsOf: file)
    guard let lineEnd = data.firstIndex(of: UInt8(ascii: "\n")) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    let list = Data(data[(lineEnd + 1)...])
    guard Digest.of(list) == String(decoding: data[..<lineEnd], as: UTF8.self) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return try PropertyListDecoder().decode(KeptValue.self, from: list)
  }

  func write(to file: URL) throws {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let list = try encoder.encode(self)
    let data = Data((Digest.of(list) + "\n").utf8) + list
    try InputFiles.unobserved { try OutputFile(file).write(data) }
  }

  /// Does what the body did besides making the value.
  func replay() {
    InputFiles.add(inputs.keys)
    for source in dataSources { usesData(source) }
    FileHandle.standardOutput.write(printed)
  }
}
