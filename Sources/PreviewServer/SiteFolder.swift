import Foundation

/// The folder of a site: finds the file that an address stands for, and nothing outside the folder.
struct SiteFolder {
  let folder: URL

  enum Lookup: Equatable {
    case file(URL)
    /// The address of a folder needs a slash at its end, or the links of its page go astray.
    case redirect(to: String)
    case nothing
  }

  /// Finds the file for a request's path as it was sent, with its `%` codes.
  ///
  /// A path that steps up with `..`, that hides a slash behind `%2f`, or that ends outside the
  /// folder through a symbolic link finds nothing.
  func lookUp(_ path: String) -> Lookup {
    guard path.hasPrefix("/") else { return .nothing }
    var file = folder
    for part in path.split(separator: "/") {
      guard let name = part.removingPercentEncoding, name != "..", name != ".",
        !name.contains(where: { $0 == "/" || $0 == "\\" || $0 == "\0" })
      else { return .nothing }
      file.append(path: name, directoryHint: .notDirectory)
    }
    guard let isFolder = kind(of: file), isInside(file) else { return .nothing }
    guard isFolder else { return path.hasSuffix("/") ? .nothing : .file(file) }
    guard path.hasSuffix("/") else { return .redirect(to: path + "/") }
    let index = file.appending(path: "index.html", directoryHint: .notDirectory)
    guard kind(of: index) == false, isInside(index) else { return .nothing }
    return .file(index)
  }

  /// Whether this is a folder; `nil` if there is nothing.
  private func kind(of file: URL) -> Bool? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder.boolValue
  }

  /// Symbolic links are followed afresh each time: a build may swap the folder for a new one.
  private func isInside(_ file: URL) -> Bool {
    let root = folder.resolvingSymlinksInPath().pathComponents
    return file.resolvingSymlinksInPath().pathComponents.starts(with: root)
  }
}
