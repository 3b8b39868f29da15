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
  /// A path that steps up with `..`, that has two slashes in a row, that hides a slash behind
  /// `%2f`, or that ends outside the folder through a symbolic link finds nothing. So no address
  /// that a browser is sent to can name a host, as `//assets` would.
  func lookUp(_ path: String) -> Lookup {
    guard path.hasPrefix("/") else { return .nothing }
    var names = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let isFolder = names.last == ""
    if isFolder { names.removeLast() }
    var file = folder
    for name in names {
      guard let name = name.removingPercentEncoding, name != "", name != "..", name != ".",
        !name.contains(where: { $0 == "/" || $0 == "\\" || $0 == "\0" })
      else { return .nothing }
      file.append(path: name, directoryHint: .notDirectory)
    }
    if isFolder { file.append(path: "index.html", directoryHint: .notDirectory) }
    guard let kind = kind(of: file), isInside(file) else { return .nothing }
    return switch kind {
    case .typeRegular: .file(file)
    case .typeDirectory where !isFolder: .redirect(to: path + "/")
    default: .nothing
    }
  }

  /// What stands at the end of all links. Devices and pipes are never opened: they might not end.
  private func kind(of file: URL) -> FileAttributeType? {
    let target = file.resolvingSymlinksInPath().path
    return try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
  }

  /// Symbolic links are followed afresh each time: a build may swap the folder for a new one.
  private func isInside(_ file: URL) -> Bool {
    let root = folder.resolvingSymlinksInPath().pathComponents
    return file.resolvingSymlinksInPath().pathComponents.starts(with: root)
  }
}
