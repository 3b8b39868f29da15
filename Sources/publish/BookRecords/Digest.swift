import CGLib
public import Foundation

/// A SHA-256 sum over named parts.
///
/// Each part is preceded by its name and length, so that no two lists of parts give the same
/// bytes.
public struct Digest: ~Copyable {
  private let checksum: OpaquePointer

  public init() {
    checksum = g_checksum_new(G_CHECKSUM_SHA256)
  }

  deinit {
    g_checksum_free(checksum)
  }

  public mutating func add(_ name: String, _ text: String) {
    let bytes = Data(text.utf8)
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
  public consuming func finish() -> String {
    String(cString: g_checksum_get_string(checksum))
  }

  /// The sum of bytes alone, as the command `sha256sum` prints it.
  public static func of(_ bytes: Data) -> String {
    let digest = Digest()
    digest.update(bytes)
    return digest.finish()
  }

  /// The sum of a file's bytes.
  public static func of(file: URL) throws -> String {
    of(try Data(contentsOf: file, options: .mappedIfSafe))
  }
}
