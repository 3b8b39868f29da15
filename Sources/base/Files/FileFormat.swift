import Foundation

/// Which format some bytes are in, in words for whoever gave it where another was wanted.
///
/// ```swift
/// FileFormat(bytes).description  // "a JPEG picture"
/// ```
///
/// - Source: "List of file signatures", Wikipedia; the formats' own descriptions.
public struct FileFormat: Sendable, Hashable, CustomStringConvertible {
  public let description: String
  /// Whether the format was recognised: else the description has the first bytes.
  public let isKnown: Bool

  /// - Parameter bytes: the file, or as much of its beginning as there is at hand.
  public init(_ bytes: some Sequence<UInt8>) {
    let start = Array(bytes.prefix(Self.lengthOfStart))
    if let known = Self.model(start) ?? Self.binary(start) ?? Self.text(start) {
      (description, isKnown) = (known, true)
    } else {
      let first = start.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      description = "a file that starts with the bytes \(first.joined(separator: " "))"
      isKnown = false
    }
  }

  private static let lengthOfStart = 1_024

  private static let signatures: [(bytes: [UInt8], offset: Int, words: String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "a PNG picture"),
    ([0xFF, 0xD8, 0xFF], 0, "a JPEG picture"),
    (Array("GIF8".utf8), 0, "a GIF picture"),
    (Array("WEBP".utf8), 8, "a WebP picture"),
    ([0x49, 0x49, 0x2A, 0x00], 0, "a TIFF picture"),
    ([0x4D, 0x4D, 0x00, 0x2A], 0, "a TIFF picture"),
    (Array("ftypavif".utf8), 4, "an AVIF picture"),
    (Array("ftyphe".utf8), 4, "a HEIC picture"),
    (Array("ftypmif1".utf8), 4, "a HEIC picture"),
    (Array("ftypmsf1".utf8), 4, "a HEIC picture"),
    (Array("ftyp".utf8), 4, "a video"),
    (Array("JXL ".utf8), 4, "a JPEG XL picture"),
    ([0xFF, 0x0A], 0, "a JPEG XL picture"),
    (Array("jP  ".utf8), 4, "a JPEG 2000 picture"),
    ([0x00, 0x00, 0x01, 0x00], 0, "an icon"),
    (Array("8BPS".utf8), 0, "a Photoshop picture"),
    (Array("%PDF-".utf8), 0, "a PDF document"),
    (Array("%!PS".utf8), 0, "a PostScript document"),
    ([0x1F, 0x8B], 0, "a file packed by gzip"),
    (Array("BZh".utf8), 0, "a file packed by bzip2"),
    ([0xFD] + Array("7zXZ".utf8), 0, "a file packed by xz"),
    ([0x28, 0xB5, 0x2F, 0xFD], 0, "a file packed by zstd"),
    ([0x37, 0x7A, 0xBC, 0xAF], 0, "a 7-Zip archive"),
    (Array("Rar!".utf8), 0, "a RAR archive"),
    (Array("ustar".utf8), 257, "a tar archive"),
    // PyTorch and NumPy, among many others, put several files into one in this way.
    ([0x50, 0x4B, 0x03, 0x04], 0, "a ZIP archive"),
    ([0x93] + Array("NUMPY".utf8), 0, "a NumPy array"),
    ([0x89] + Array("HDF".utf8), 0, "an HDF5 file"),
    (Array("GGUF".utf8), 0, "a GGUF model"),
    ([0x7F] + Array("ELF".utf8), 0, "a program"),
    ([0x00, 0x00, 0x08, 0x01], 0, "an IDX file of labels"),
    ([0x00, 0x00, 0x08, 0x03], 0, "an IDX file of images"),
    ([0xFF, 0xFE], 0, "a text file in UTF-16"),
    ([0xFE, 0xFF], 0, "a text file in UTF-16"),
  ]

  private static func binary(_ start: [UInt8]) -> String? {
    if start.isEmpty { return "an empty file" }
    if start.starts(with: "BM".utf8), start.count > 9, start[6..<10].allSatisfy({ $0 == 0 }) {
      return "a BMP picture"
    }
    return signatures.first { start.dropFirst($0.offset).starts(with: $0.bytes) }?.words
  }

  /// Formats of networks, which have no signature.
  private static func model(_ start: [UInt8]) -> String? {
    guard start.count > 8 else { return nil }
    // The length of a header in JSON that follows.
    let length = start[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if length <= 100_000_000, start[4...].prefix(4).allSatisfy({ $0 == 0 }), start[8] == 0x7B {
      return "a safetensors file"
    }
    // Fields of a message of Protocol Buffers: the format's version, the producer's name.
    if start[0] == 0x08, (1...32).contains(start[1]), start[2] == 0x12,
      start.dropFirst(4).prefix(Int(start[3])).allSatisfy({ (0x20..<0x7F).contains($0) })
    {
      return "an ONNX model"
    }
    if start[0] == 0x80, (2...5).contains(start[1]) { return "a Python pickle" }
    return nil
  }

  private static func text(_ start: [UInt8]) -> String? {
    // The last character may be cut.
    guard !start.contains(where: { $0 < 0x20 && !(0x09...0x0D).contains($0) }),
      (0..<4).contains(where: { String(validating: start.dropLast($0), as: UTF8.self) != nil })
    else { return nil }
    let text = String(decoding: start, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return "an HTML page" }
    if text.hasPrefix("<"), text.contains("<svg") { return "an SVG picture" }
    if text.hasPrefix("{\"data\":{\"") { return "a checkpoint of a training" }
    if text.hasPrefix("{") || text.hasPrefix("[") { return "a text file, perhaps JSON" }
    return "a text file"
  }
}
