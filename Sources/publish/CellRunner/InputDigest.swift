import BookModel
import BookRecords
import Foundation

/// What the variables, files and folders hold that a book declares as its inputs.
struct InputDigest {
  var environment: [String: String]
  /// Relative paths start here: the book's folder.
  var folder: URL
  var states: InputStates

  /// The book's inputs, which are those of every cell.
  func parts(of settings: BookSettings) -> [KeyPart] {
    settings.environment.sorted().map(part(ofVariable:)) + settings.inputs.map { part(of: $0) }
  }

  func part(ofVariable name: String) -> KeyPart {
    KeyPart(
      name: "the variable \(name)", value: environment[name] ?? "(not set)", isReadable: true)
  }

  /// A part that changes when a file changes, appears or goes.
  func part(of input: String) -> KeyPart {
    var digest = Digest()
    if let url = resolve(input) {
      for file in Self.regularFiles(below: url) {
        digest.add(file.path, states.state(of: file.path))
      }
    }
    return KeyPart(name: "the input \(input)", value: digest.finish())
  }

  /// Replaces `$NAME` at the start and `~`; `nil` if the variable is not set.
  func resolve(_ input: String) -> URL? {
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
    // A pipe or a device would be read without end.
    let isFile = { (file: URL) in
      (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) ?? false
    }
    guard isFolder.boolValue else { return isFile(url.resolvingSymlinksInPath()) ? [url] : [] }
    return ((try? files.subpathsOfDirectory(atPath: url.path)) ?? []).sorted()
      .map { url.appendingPathComponent($0) }.filter(isFile)
  }
}
