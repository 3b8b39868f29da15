public import Errors
import Files
public import Foundation

/// A folder for what programs that a build starts keep and make, so that nothing of the user's need
/// be writable besides: neither the home folder nor that for temporary files.
public struct ScratchFolder: Sendable {
  let folder: URL
  /// What such a program gets as `TMPDIR`.
  private let temporary: URL

  /// Makes the folder if it is not there.
  ///
  /// - Throws: `InputError` if that cannot be done.
  public init(_ folder: URL) throws(InputError) {
    self.folder = folder
    temporary = Self.systemFolder ?? folder.appendingPathComponent("tmp", isDirectory: true)
    do {
      for folder in [folder, temporary] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw InputError(error, place: folder.path, expected: "a folder in which files can be made")
    }
  }

  /// A new folder of the system's for temporary files, to be removed by ``remove()``.
  ///
  /// - Throws: `InputError` if there can be none.
  public static func temporary() throws(InputError) -> ScratchFolder {
    guard let place = systemFolder else {
      throw InputError(
        place: "TMPDIR", expected: "a folder in which files can be made",
        found: "none, nor is /tmp one")
    }
    return try ScratchFolder(
      place.appendingPathComponent("book-\(UUID().uuidString)", isDirectory: true))
  }

  /// The user's folder for temporary files, or else the system's, if files can be made there. The
  /// compiler cannot take one whose path is not ASCII.
  private static var systemFolder: URL? {
    let own = ProcessInfo.processInfo.environment["TMPDIR"]
    return [own, "/tmp"].compactMap(\.self).filter { !$0.isEmpty }
      .map { URL(fileURLWithPath: $0, isDirectory: true) }
      .first { $0.path.utf8.allSatisfy { $0 < 0x80 } && $0.isWritableFolder }
  }

  public func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  public func appending(path: String) -> URL { folder.appending(path: path) }

  /// The variables that such a program sees.
  var environment: [String: String] {
    let own = ProcessInfo.processInfo.environment
    return own.filter { ["PATH", "HOME", "SDKROOT"].contains($0.key) }
      .merging(["LANG": "C.UTF-8", "TMPDIR": temporary.path]) { $1 }
  }
}

extension URL {
  /// Whether files can be made in it.
  var isWritableFolder: Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue && access(path, W_OK | X_OK) == 0
  }
}
