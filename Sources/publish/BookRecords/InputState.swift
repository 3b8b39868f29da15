import Foundation

/// What stands at a path on which a result depends: compared later to see whether it changed.
public enum InputState {
  /// Nothing stands there, or nothing that may be read.
  public static let missing = "missing"
  /// The file changed while a cell's program ran, so that nobody knows which bytes the cell read.
  public static let changing = "changed while it was read"

  /// The digest of a file's bytes, or of the names in a folder.
  public static func of(_ path: String) -> String {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: path, isDirectory: &isFolder) else { return missing }
    guard isFolder.boolValue else {
      // A pipe would be waited for, and a device read without end.
      guard isFile(path) else { return Self.status(of: path) }
      return (try? Digest.of(file: URL(fileURLWithPath: path))) ?? missing
    }
    guard let names = try? files.contentsOfDirectory(atPath: path) else { return missing }
    var digest = Digest()
    for name in names.sorted() { digest.add("name", name) }
    return digest.finish()
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether something stands at a path, of which kind and size.
  public static func status(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return missing }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: "a file of \(status.st_size) bytes"
    case S_IFDIR: "a folder"
    default: "neither a file nor a folder"
    }
  }
}
