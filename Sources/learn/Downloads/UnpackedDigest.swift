import CGLib
import CZlib
import Errors
import Files
import Foundation

/// The SHA-256 sum of what a gzip file unpacks to.
struct UnpackedDigest {
  /// The sum in hexadecimal.
  let sha256: String

  /// - Throws: if the file cannot be opened, is not gzip, or is damaged.
  init(of url: URL) throws(InputError) {
    guard let stream = gzopen(url.path, "rb") else {
      throw InputError(system: errno, place: url.path, expected: "a file that can be read")
    }
    defer { gzclose_r(stream) }
    guard gzdirect(stream) == 0, let checksum = g_checksum_new(G_CHECKSUM_SHA256) else {
      throw InputError(
        place: url.lastPathComponent, expected: "gzip data", found: "something else")
    }
    defer { g_checksum_free(checksum) }
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = gzread(stream, &piece, UInt32(piece.count))
      guard count >= 0 else {
        throw InputError(
          place: url.lastPathComponent, expected: "whole gzip data", found: "damage")
      }
      if count == 0 { break }
      g_checksum_update(checksum, piece, gssize(count))
    }
    // At the end of a file that is cut short nothing more can be read, and that is an error.
    var code: Int32 = Z_OK
    gzerror(stream, &code)
    guard code == Z_OK || code == Z_STREAM_END else {
      throw InputError(
        place: url.lastPathComponent, expected: "whole gzip data",
        found: "a file that is cut short")
    }
    sha256 = String(cString: g_checksum_get_string(checksum))
  }
}
