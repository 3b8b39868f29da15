public import Errors
public import Foundation

/// A folder of the user's that a tool fills.
///
/// Links are followed, not replaced: a folder at the end of a symbolic link is filled, and made
/// there if it is missing.
public struct OutputFolder: Sendable {
  /// The path as the user gave it, made absolute; error texts repeat it.
  public let path: String
  /// Where it is, or will be, at the end of all links.
  public let url: URL

  /// - Throws: `InputError` if something on the way is no folder, or if links lead in a circle.
  public init(_ path: String) throws(InputError) {
    let absolute =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    self.path = URL(filePath: absolute).standardizedFileURL.path
    url = URL(filePath: try Self.followingLinks(absolute), directoryHint: .isDirectory)
    var status = stat()
    guard stat(url.path, &status) == 0 else {
      try checkLink()
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw InputError(
        place: self.path, expected: "a folder", found: "a file",
        advice: "name another folder, or move the file away")
    }
  }

  /// Whether it is there.
  public var exists: Bool { FileManager.default.fileExists(atPath: url.path) }

  /// Makes the folder, and those that it lies in, where they are missing.
  public func make() throws(InputError) {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw InputError(error, place: path, expected: "a folder that can be made")
    }
  }

  /// Finds out whether files can be made in it, or it can be made, and changes nothing.
  public func checkPermission() throws(InputError) {
    var place = url
    while !FileManager.default.fileExists(atPath: place.path), place.path != "/" {
      place.deleteLastPathComponent()
    }
    guard access(place.path, R_OK | W_OK | X_OK) == 0 else {
      throw InputError(system: errno, place: place.path, expected: "a folder that can be changed")
    }
  }

  /// Whether another folder is this one or lies in it, by whatever name.
  public func contains(_ other: URL) -> Bool {
    guard let other = try? Self.followingLinks(other.path) else { return false }
    let components = URL(filePath: other).pathComponents
    if components.starts(with: url.pathComponents) { return true }
    guard let own = FileIdentity(url.path) else { return false }
    return components.indices.contains { index in
      let ancestor = components[...index].joined(separator: "/")
      return FileIdentity(ancestor.isEmpty ? "/" : ancestor) == own
    }
  }

  /// A link whose end is missing is completed by one folder, not by a row of them.
  private func checkLink() throws(InputError) {
    guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
      return
    }
    let parent = url.deletingLastPathComponent()
    guard !FileManager.default.fileExists(atPath: parent.path) else { return }
    throw InputError(
      place: path, expected: "a folder", found: "a symbolic link to \(link), which is not there",
      advice: "make the folder \(parent.path) first, or remove the link")
  }

  /// The absolute path without links, whether or not all of it is there.
  private static func followingLinks(_ path: String) throws(InputError) -> String {
    var rest = path.split(separator: "/").map(String.init)[...]
    var resolved: [String] = []
    var linkCount = 0
    while let name = rest.popFirst() {
      guard name != "." else { continue }
      guard name != ".." else {
        _ = resolved.popLast()
        continue
      }
      let place = "/" + (resolved + [name]).joined(separator: "/")
      var status = stat()
      let isThere = lstat(place, &status) == 0
      guard isThere || errno == ENOENT else {
        throw InputError(system: errno, place: path, expected: "a folder")
      }
      guard isThere, status.st_mode & S_IFMT == S_IFLNK else {
        resolved.append(name)
        continue
      }
      linkCount += 1
      guard linkCount <= 40,
        let link = try? FileManager.default.destinationOfSymbolicLink(
          atPath: place)
      else { throw InputError(system: ELOOP, place: path, expected: "a folder") }
      if link.hasPrefix("/") { resolved = [] }
      rest = link.split(separator: "/").map(String.init) + rest
    }
    return "/" + resolved.joined(separator: "/")
  }
}

/// What tells a file or folder from all others, whichever path leads to it.
public struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64

  /// Follows links; `nil` if nothing is there.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
