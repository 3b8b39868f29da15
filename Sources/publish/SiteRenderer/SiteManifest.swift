import BookRecords
import Errors
import Files
import Foundation

/// The list of a site's files with the sum of each, which stands in the site as `.book-site`.
///
/// It is the mark by which `book` knows a folder as its own, and shows which files in it are still
/// as they were written. `sha256sum --check .book-site` reads it.
struct SiteManifest: Equatable {
  static let name = ".book-site"
  private static let header =
    "# A site that `book` made and replaces as long as its files are as listed here."
  private static let unfinishedHeader = "# A site that `book` is making."

  /// Whether the folder is not yet a site. Then all that is in it is of `book`.
  var isUnfinished = false
  /// The sums that each file may have, by its path. There are two while a site is replaced file by
  /// file.
  private(set) var sums: [String: Set<String>] = [:]

  init() {}

  /// Lists the files in a folder.
  init(listing folder: URL) throws(InputError) {
    do {
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
        let file = folder.appending(path: path)
        guard path != Self.name, try FileKind(file) == .file else { continue }
        sums[path] = [try Digest.of(file: file)]
      }
    } catch {
      throw InputError(error, place: folder.path, expected: "a new site")
    }
  }

  /// Reads a folder's mark; `nil` if it has none.
  init?(of folder: URL) {
    let file = folder.appending(path: Self.name)
    guard (try? FileKind(file)) == .file, let data = try? InputFile(file).contents(),
      let lines = String(data: data, encoding: .utf8)?.split(separator: "\n"),
      let first = lines.first, [Self.header, Self.unfinishedHeader].contains(String(first))
    else { return nil }
    isUnfinished = first == Self.unfinishedHeader
    for line in lines.dropFirst() {
      guard line.utf8.count > 66 else { return nil }
      sums[String(line.dropFirst(66)), default: []].insert(String(line.prefix(64)))
    }
  }

  /// The folders that hold listed files.
  var folders: Set<String> {
    Set(
      sums.keys.flatMap { path in path.indices.filter { path[$0] == "/" }.map { path[..<$0] } }
        .map(String.init))
  }

  /// A list by which each file may be as one of two lists says.
  func merged(with other: SiteManifest) -> SiteManifest {
    var merged = self
    merged.sums.merge(other.sums) { $0.union($1) }
    return merged
  }

  func write(to folder: URL) throws(InputError) {
    let lines = sums.sorted { $0.key < $1.key }.flatMap { path, sums in
      sums.sorted().map { "\($0)  \(path)\n" }
    }
    let header = isUnfinished ? Self.unfinishedHeader : Self.header
    try OutputFile(folder.appending(path: Self.name)).write(
      Data((header + "\n" + lines.joined()).utf8))
  }

  /// Removes a folder's mark, and what a build that was killed left of one.
  static func remove(from folder: URL) throws(InputError) {
    for name in [".\(name).unfinished", name] {
      let file = folder.appending(path: name).path
      guard unlink(file) == 0 || errno == ENOENT else {
        throw InputError(system: errno, place: file, expected: "a file that can be removed")
      }
    }
  }
}

/// What stands at a path; a symbolic link is not followed.
enum FileKind {
  case file, folder, other

  init(_ url: URL) throws(InputError) {
    var status = stat()
    guard lstat(url.path, &status) == 0 else {
      throw InputError(system: errno, place: url.path, expected: "a file or folder")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}
