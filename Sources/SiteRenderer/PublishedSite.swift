import CFileExchange
public import Foundation

/// The folder of a built site, which changes as a whole or not at all.
///
/// A new site is written beside it and exchanged with it in one step.
public struct PublishedSite: Sendable {
  private let folder: URL
  private let staging: URL

  public init(_ folder: URL) {
    self.folder = folder
    // Beside the folder, because only then an exchange is one step; hidden from version control.
    staging = folder.deletingLastPathComponent()
      .appendingPathComponent(".build-site-" + folder.lastPathComponent, isDirectory: true)
  }

  /// Makes an empty folder for a new site.
  ///
  /// - Throws: ``PublishedSiteError`` if the present folder holds something that is not a site, or an
  ///   error of the file system.
  public func stage() throws -> URL {
    try checkIsSite()
    discard()
    try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
    return staging
  }

  /// Puts the new site in its place.
  public func publish() throws {
    let files = FileManager.default
    for name in try keptNames() {
      try files.copyItem(
        at: folder.appendingPathComponent(name), to: staging.appendingPathComponent(name))
    }
    guard files.fileExists(atPath: folder.path) else {
      return try files.moveItem(at: staging, to: folder)
    }
    if exchange_files(staging.path, folder.path) == 0 { return discard() }
    guard errno == EINVAL || errno == ENOSYS else {
      throw PublishedSiteError(
        message: "cannot replace \(folder.path): \(String(cString: strerror(errno)))")
    }
    let old = staging.appendingPathExtension("old")
    try files.moveItem(at: folder, to: old)
    try files.moveItem(at: staging, to: folder)
    try files.removeItem(at: old)
  }

  /// Removes a new site that is not to be published.
  public func discard() {
    try? FileManager.default.removeItem(at: staging)
  }

  /// Removes the site but not the folder.
  public func empty() throws {
    try checkIsSite()
    discard()
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where !name.hasPrefix(".") {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  /// Files such as `.gitkeep` are not the site's and stay.
  private func keptNames() throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(".") }
  }

  /// A folder full of somebody's other files is not overwritten.
  private func checkIsSite() throws {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }
    guard names.isEmpty || names.contains("index.html") else {
      throw PublishedSiteError(
        message: "\(folder.path) holds files but no index.html, so it is not a site; "
          + "name another folder with --output, or empty it")
    }
  }
}

/// An output folder that cannot be used.
public struct PublishedSiteError: Error, CustomStringConvertible {
  public var message: String

  public var description: String { message }
}
