import CArchive
import Errors
import Foundation

/// Writes zip archives. The same files give the same bytes: no time, owner or right is in them.
enum ZipArchive {
  /// `AE_IFREG`, which Swift does not see.
  private static let regularFile: UInt32 = 0o100000

  static func write(_ files: [String: Data], to url: URL) throws(InputError) {
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    func check(_ status: Int32) throws(InputError) {
      guard status == ARCHIVE_OK else {
        throw InputError(
          place: url.path, expected: "an archive that can be written",
          found: archive_error_string(archive).map { String(cString: $0) } ?? "an error")
      }
    }
    try check(archive_write_set_format_zip(archive))
    // Names are UTF-8 whatever the language of the machine is.
    try check(archive_write_set_options(archive, "hdrcharset=UTF-8"))
    try check(archive_write_open_filename(archive, url.path))
    for (path, data) in files.sorted(by: { $0.key < $1.key }) {
      let entry = archive_entry_new()
      defer { archive_entry_free(entry) }
      archive_entry_set_pathname_utf8(entry, path)
      archive_entry_set_filetype(entry, regularFile)
      archive_entry_set_perm(entry, 0o644)
      archive_entry_set_size(entry, Int64(data.count))
      try check(archive_write_header(archive, entry))
      let written = data.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
      if written != data.count { try check(ARCHIVE_FATAL) }
    }
    try check(archive_write_close(archive))
  }
}
