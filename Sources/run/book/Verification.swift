import Foundation

/// A second run of a book from nothing, held against the first.
struct Verification {
  /// A folder for the second run alone.
  let folder: URL

  var cacheFolder: URL { folder.appending(path: "cache", directoryHint: .isDirectory) }
  var site: URL { folder.appending(path: "site", directoryHint: .isDirectory) }

  init(folder: URL) {
    self.folder = folder
    end()
  }

  /// The files of the site with other bytes, or that only one of the two sites has.
  func differences(from published: URL) throws -> [String] {
    let names = Set(try Self.files(in: site)).union(try Self.files(in: published))
    return names.sorted().filter { name in
      let contents = [site, published].map { try? Data(contentsOf: $0.appending(path: name)) }
      return contents[0] != contents[1]
    }
  }

  /// All but hidden files, which are the user's.
  private static func files(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
  }

  /// Removes what the second run left.
  func end() {
    try? FileManager.default.removeItem(at: folder)
  }
}
