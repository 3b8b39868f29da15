import CZlib
import Errors
import Files
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
      throw InputError(system: errno, place: name, expected: "a file that can be read")
    }
    gzbuffer(stream, 1 << 17)
    let file = GzipFile(name: name, stream: stream)
    if url.pathExtension == "gz", gzdirect(stream) == 1 {
      throw InputError(
        place: name, expected: "a file packed by gzip",
        found: FileFormat(try file.read(upTo: 1_024)).description)
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
    if code == Z_ERRNO {
      throw InputError(system: errno, place: name, expected: "a file that can be read")
    }
    throw InputError(
      place: name, expected: "whole gzip data",
      found: code == Z_BUF_ERROR
        ? "a file that is cut short"
        : "damage (\(String(cString: text).split(separator: ": ").last ?? "unknown"))")
  }
}
