import CZlib
import Foundation

/// A folder for a test's own files, gone when the test ends.
final class GzippedFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "Datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file, packed by gzip if its name ends in `.gz`.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> URL {
    let file = url.appending(path: name)
    if file.pathExtension == "gz" {
      let stream = gzopen(file.path, "wb")
      defer { gzclose(stream) }
      let written = bytes.isEmpty ? 0 : gzwrite(stream, bytes, UInt32(bytes.count))
      guard written == bytes.count else { throw CocoaError(.fileWriteUnknown) }
    } else {
      try Data(bytes).write(to: file)
    }
    return file
  }

  /// Writes the four files of MNIST's layout with a few digits each.
  func writeDigits(training: Int = 3, test: Int = 2, suffix: String = ".gz") throws {
    try write(IDX.images(training), to: "train-images-idx3-ubyte\(suffix)")
    try write(IDX.labels(training), to: "train-labels-idx1-ubyte\(suffix)")
    try write(IDX.images(test), to: "t10k-images-idx3-ubyte\(suffix)")
    try write(IDX.labels(test), to: "t10k-labels-idx1-ubyte\(suffix)")
  }
}

/// The bytes of small IDX files.
enum IDX {
  static func header(_ numbers: UInt32...) -> [UInt8] {
    numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
  }

  static func images(_ count: Int, side: Int = 28) -> [UInt8] {
    header(2051, UInt32(count), UInt32(side), UInt32(side))
      + (0..<count * side * side).map { UInt8(truncatingIfNeeded: $0 * 7) }
  }

  static func labels(_ count: Int) -> [UInt8] {
    header(2049, UInt32(count)) + (0..<count).map { UInt8($0 % 10) }
  }
}
