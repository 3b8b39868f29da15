import BookRecords
import Errors
import Files
import Foundation

/// What is in a folder, told apart by the list of what `book` wrote into it.
struct SiteContents {
  /// Where a new site is made if it cannot be made beside the folder.
  static let stagingName = ".build-site"

  private let folder: URL
  /// The listed files that are there.
  private var files: [String] = []
  /// The folders, each before those in it.
  private var folders: [String] = []
  /// Hidden files and folders, such as `.gitkeep`: they are the user's and stay.
  private var hidden: [String] = []
  /// The first file that is not listed, or empty folder.
  private(set) var stranger: String?
  /// The first listed file that is not as it is listed.
  private(set) var changed: String?

  /// Looks at all that is in a folder; symbolic links are not followed.
  ///
  /// - Parameter comparesSums: Whether files are read to find one that was changed.
  init(of folder: URL, by manifest: SiteManifest, comparesSums: Bool = false) throws(InputError) {
    self.folder = folder
    do {
      try look(into: "", manifest, manifest.folders, comparesSums)
    } catch {
      throw InputError(error, place: folder.path, expected: "a folder that can be read")
    }
  }

  private mutating func look(
    into parent: String, _ manifest: SiteManifest, _ listedFolders: Set<String>,
    _ comparesSums: Bool
  ) throws {
    let place = parent.isEmpty ? folder : folder.appending(path: parent)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    if names.isEmpty, !parent.isEmpty, !listedFolders.contains(parent) {
      stranger = stranger ?? parent
    }
    for name in names where !(parent.isEmpty && Self.ownNames.contains(name)) {
      let path = parent.isEmpty ? name : "\(parent)/\(name)"
      let file = folder.appending(path: path)
      let kind = try FileKind(file)
      if name.hasPrefix(".") {
        hidden.append(path)
      } else if kind == .folder {
        folders.append(path)
        try look(into: path, manifest, listedFolders, comparesSums)
      } else if kind == .file, let sums = manifest.sums[path] {
        files.append(path)
        if comparesSums, changed == nil, try !sums.contains(Digest.of(file: file)) {
          changed = path
        }
      } else {
        stranger = stranger ?? path
      }
    }
  }

  /// The mark, what is left of one that was being written, and a new site that is being made.
  private static let ownNames = [
    SiteManifest.name, ".\(SiteManifest.name).unfinished", stagingName,
  ]

  var isEmpty: Bool { files.isEmpty && hidden.isEmpty && stranger == nil }

  // MARK: Removing

  /// Removes the listed files that another list has not, and the folders that become empty.
  func removeFiles(except kept: SiteManifest = SiteManifest()) throws(InputError) {
    for path in files where kept.sums[path] == nil {
      let file = folder.appending(path: path).path
      guard unlink(file) == 0 || errno == ENOENT else {
        throw InputError(system: errno, place: file, expected: "a file that can be removed")
      }
    }
    let keptFolders = kept.folders
    // A folder that holds a hidden file of the user's stays.
    for path in folders.reversed() where !keptFolders.contains(path) {
      rmdir(folder.appending(path: path).path)
    }
  }

  /// Takes the user's hidden files to another folder, where nothing has their names.
  func moveHiddenFiles(to other: URL) throws(InputError) {
    for path in hidden {
      let (source, target) = (folder.appending(path: path), other.appending(path: path))
      do {
        try FileManager.default.createDirectory(
          at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: source, to: target)
      } catch {
        throw InputError(error, place: source.path, expected: "to move this file to \(target.path)")
      }
    }
  }
}
