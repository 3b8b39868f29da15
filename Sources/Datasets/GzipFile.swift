import CZlib
import Errors
import Foundation

/// A file that is read from front to back, unpacked on the way if it is packed by gzip.
///
/// zlib looks at the first bytes and passes files through that are not gzip; a name that ends in
/// `.gz` promises that the file is, and an HTML error page saved under such a name is refused.
struct GzipFile: ~Copyable {
  let name: String
  private let stream: gzFile

  static func open(_ url: URL) throws(InputError) -> GzipFile {
    let name = url.lastPathComponent
    guard let stream = gzopen(url.path, "rb") else {
      throw InputError(
        place: name, expected: "a readable file", found: String(cString: strerror(errno)))
    }
    gzbuffer(stream, 1 << 17)
    let file = GzipFile(name: name, stream: stream)
    if url.pathExtension == "gz", gzdirect(stream) == 1 {
      let start = try file.read(upTo: 4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      throw InputError(
        place: name, expected: "gzip data, which starts with the bytes 1f 8b",
        found: start.isEmpty ? "an empty file" : start.joined(separator: " "))
    }
    return file
  }

  deinit { gzclose_r(stream) }

  /// Reads the next bytes: fewer than asked for only if the file ends there.
  ///
  /// Memory grows with what is found, not with `count`, which may come from a damaged header.
  ///
  /// - Throws: `InputError` if the packed data is cut short or damaged.
  func read(upTo count: Int) throws(InputError) -> [UInt8] {
    let pieceSize = 1 << 22
    var bytes: [UInt8] = []
    while bytes.count < count {
      let wanted = min(count - bytes.count, pieceSize)
      var status: Int32 = 0
      let piece = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initializedCount in
        status = gzread(stream, buffer.baseAddress, UInt32(wanted))
        initializedCount = Int(max(status, 0))
      }
      bytes += piece
      if piece.count < wanted {
        try checkStream(after: bytes.count)
        break
      }
    }
    return bytes
  }

  private func checkStream(after count: Int) throws(InputError) {
    var code: Int32 = Z_OK
    guard let text = gzerror(stream, &code), code != Z_OK, code != Z_STREAM_END else { return }
    let reason =
      switch code {
      case Z_BUF_ERROR: "a file that is cut short"
      case Z_ERRNO: String(cString: strerror(errno))
      default: "damage (\(String(cString: text).split(separator: ": ").last ?? "unknown"))"
      }
    throw InputError(place: name, expected: "whole gzip data", found: reason)
  }
}
