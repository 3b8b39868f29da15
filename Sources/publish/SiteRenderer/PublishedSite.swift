import CFileExchange
public import Errors
public import Files
public import Foundation

/// The folder of a built site, which changes as a whole or not at all.
///
/// A new site is written beside it and exchanged with it in one step. What is in the folder is
/// replaced or deleted only as far as the list in it, its mark, says that `book` wrote it; hidden
/// files of the user's, such as `.gitkeep`, stay.
public struct PublishedSite: Sendable {
  private let folder: OutputFolder
  private let spared: [URL]
  private var staging: StagingFolder
  /// Held while a new site is made: another book's may go to the same place.
  private var lock: FolderLock?

  /// - Parameters:
  ///   - folder: where the site is or will be.
  ///   - spared: folders that it must not hold, such as the book's.
  public init(_ folder: OutputFolder, sparing spared: [URL]) {
    self.folder = folder
    self.spared = spared
    staging = StagingFolder(beside: folder.url)
  }

  /// Finds out whether a site can be published here, and changes nothing.
  ///
  /// - Throws: `InputError` if the folder holds what `book` did not write, or what it must not hold,
  ///   or cannot be changed.
  public func check() throws(InputError) {
    let lock = newLock()
    defer { withExtendedLifetime(lock) {} }
    try checkEverything()
  }

  private func checkEverything() throws(InputError) {
    if let other = spared.first(where: folder.contains) {
      throw InputError(
        place: folder.path, expected: "a folder for the site alone",
        found: "one that holds \(other.path)", advice: "name another folder with --output")
    }
    try folder.checkPermission()
    try checkContents()
    try StagingFolder(beside: folder.url).check()
    try StagingFolder(inside: folder.url).check()
  }

  /// Makes an empty folder for a new site; ``check()`` comes first.
  public mutating func stage() throws(InputError) -> URL {
    lock = newLock()
    try removeUnfinished()
    staging = StagingFolder(beside: folder.url)
    do throws(InputError) {
      try staging.make()
    } catch {
      // Where nothing can be made beside the site, it may be possible inside.
      guard folder.exists else { throw error }
      staging = StagingFolder(inside: folder.url)
      try staging.make()
    }
    return staging.url
  }

  /// Puts the new site in its place.
  public mutating func publish() throws(InputError) {
    defer { lock = nil }
    let manifest = try SiteManifest(listing: staging.url)
    try checkContents()
    let inside = StagingFolder(inside: folder.url)
    if staging.url != inside.url {
      try manifest.write(to: staging.url)
      if try takeName() { return try staging.remove() }
      // A mount point keeps its name, and some file systems cannot exchange names at all.
      try inside.take(copyOf: staging.url)
      try staging.remove()
      staging = inside
    }
    try replaceFiles(by: manifest)
  }

  /// Removes what was made of a new site.
  public mutating func discard() throws(InputError) {
    defer { lock = nil }
    try removeUnfinished()
  }

  /// Removes what an unfinished build left, here or in an earlier run.
  private func removeUnfinished() throws(InputError) {
    try StagingFolder(beside: folder.url).remove()
    try StagingFolder(inside: folder.url).remove()
  }

  /// Removes the site but neither the folder nor the user's hidden files in it.
  public mutating func empty() throws(InputError) {
    lock = newLock()
    defer { lock = nil }
    try checkEverything()
    try removeUnfinished()
    guard folder.exists, let manifest = SiteManifest(of: folder.url) else { return }
    try SiteContents(of: folder.url, by: manifest).removeFiles()
    try SiteManifest.remove(from: folder.url)
  }

  /// The folder's own lock would go with the old site.
  private func newLock() -> FolderLock? {
    FolderLock(folder.url.deletingLastPathComponent(), waits: true)
  }

  /// That all of what is in the folder may be replaced.
  private func checkContents() throws(InputError) {
    guard folder.exists else { return }
    let manifest = SiteManifest(of: folder.url)
    let contents = try SiteContents(
      of: folder.url, by: manifest ?? SiteManifest(), comparesSums: true)
    if manifest == nil, let path = contents.stranger {
      throw InputError(
        place: folder.path, expected: "an empty folder, or a site that `book` made",
        found: "`\(path)`, and no file \(SiteManifest.name) that lists what `book` wrote",
        advice: "name another folder with --output, or move away what is in this one; a site that "
          + "an earlier version made can be deleted")
    }
    if let path = contents.stranger {
      throw InputError(
        place: folder.url.appending(path: path).path,
        expected: "nothing in a site but what `book` wrote", found: "something that it did not",
        advice: "move it away, or name another folder with --output")
    }
    if let path = contents.changed {
      throw InputError(
        place: folder.url.appending(path: path).path, expected: "the file as `book` wrote it",
        found: "a changed one, which the new site would replace",
        advice: "move it away, or delete it if the change is not needed")
    }
  }

  // MARK: In one step

  /// Gives the new site the name of the folder, whose old site gets that of the staging folder.
  ///
  /// - Returns: Whether the file system can do it.
  private func takeName() throws(InputError) -> Bool {
    var status = stat()
    guard stat(folder.url.path, &status) == 0 else {
      do {
        try FileManager.default.moveItem(at: staging.url, to: folder.url)
      } catch {
        throw InputError(error, place: folder.path, expected: "a folder that can be made")
      }
      return true
    }
    // Only the superuser can give a folder to somebody else.
    _ = chown(staging.url.path, status.st_uid, status.st_gid)
    chmod(staging.url.path, status.st_mode & 0o7777)
    // With a mark, the folder is known as ours in its new place too, and hidden files return from it.
    if SiteManifest(of: folder.url) == nil { try SiteManifest().write(to: folder.url) }
    return exchange_files(staging.url.path, folder.url.path) == 0
  }

  // MARK: File by file

  /// Moves the new files into the folder one by one, the title page last, and then removes the
  /// old ones. Each file is the old or the new one at any moment, and the list in the folder allows
  /// for both.
  private func replaceFiles(by manifest: SiteManifest) throws(InputError) {
    let old = SiteManifest(of: folder.url) ?? SiteManifest()
    let oldContents = try SiteContents(of: folder.url, by: old)
    try manifest.merged(with: old).write(to: folder.url)
    // A file that is now a folder, or the other way round, makes way first.
    if !manifest.folders.isDisjoint(with: old.sums.keys)
      || !old.folders.isDisjoint(with: manifest.sums.keys)
    {
      try oldContents.removeFiles(except: manifest)
    }
    let paths = manifest.sums.keys.sorted().filter { $0 != "index.html" } + ["index.html"]
    for path in paths where manifest.sums[path] != nil {
      let target = folder.url.appending(path: path)
      do {
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw InputError(error, place: target.path, expected: "a file that can be made")
      }
      guard rename(staging.url.appending(path: path).path, target.path) == 0 else {
        throw InputError(system: errno, place: target.path, expected: "a file that can be replaced")
      }
    }
    try oldContents.removeFiles(except: manifest)
    try manifest.write(to: folder.url)
    try staging.remove()
  }
}
