import CGLib
import Foundation

/// A SHA-256 sum over named parts.
///
/// Each part is preceded by its name and length, so that no two lists of parts give the same
/// bytes.
struct Digest: ~Copyable {
  private let checksum: OpaquePointer

  init() {
    checksum = g_checksum_new(G_CHECKSUM_SHA256)
  }

  deinit {
    g_checksum_free(checksum)
  }

  mutating func add(_ name: String, _ text: String) {
    add(name, Data(text.utf8))
  }

  mutating func add(_ name: String, _ bytes: Data) {
    update(Data("\(name) \(bytes.count)\n".utf8))
    update(bytes)
  }

  private func update(_ bytes: Data) {
    bytes.withUnsafeBytes { buffer in
      g_checksum_update(
        checksum, buffer.bindMemory(to: UInt8.self).baseAddress, gssize(buffer.count))
    }
  }

  /// The sum in hexadecimal. Nothing can be added afterwards.
  consuming func finish() -> String {
    String(cString: g_checksum_get_string(checksum))
  }

  /// The sum of a file's bytes.
  static func of(file: URL) throws -> String {
    var digest = Digest()
    digest.add("file", try Data(contentsOf: file, options: .mappedIfSafe))
    return digest.finish()
  }
}
