import BookModel
import Foundation

/// A digest of the files, folders and variables that a book declares as its inputs.
enum InputDigest {
  /// - Returns: A digest that changes when a file changes, appears or goes.
  static func of(_ settings: BookSettings, environment: [String: String], folder: URL) -> String {
    var digest = Digest()
    for name in settings.environment.sorted() {
      digest.add("variable \(name)", environment[name] ?? "(not set)")
    }
    for input in settings.inputs {
      let url = resolve(input, environment: environment, folder: folder)
      digest.add("input", input)
      guard let url else { continue }
      for file in regularFiles(below: url) {
        digest.add(
          file.path, (try? Data(contentsOf: file, options: .mappedIfSafe)) ?? Data("missing".utf8))
      }
    }
    return digest.finish()
  }

  /// Replaces `$NAME` at the start and `~`; `nil` if the variable is not set.
  static func resolve(_ input: String, environment: [String: String], folder: URL) -> URL? {
    var path = input
    if path.hasPrefix("$") {
      let name = path.dropFirst().prefix { $0 == "_" || $0.isLetter || $0.isNumber }
      guard let value = environment[String(name)], !value.isEmpty else { return nil }
      path = value + path.dropFirst(1 + name.count)
    } else if path.hasPrefix("~/") {
      path = FileManager.default.homeDirectoryForCurrentUser.path + path.dropFirst(1)
    }
    return URL(fileURLWithPath: path, relativeTo: folder)
  }

  /// The file itself, or the files in a folder, in the order of their names.
  private static func regularFiles(below url: URL) -> [URL] {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [url] }
    return ((try? files.subpathsOfDirectory(atPath: url.path)) ?? []).sorted()
      .map { url.appendingPathComponent($0) }
      .filter { file in
        (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
      }
  }
}
