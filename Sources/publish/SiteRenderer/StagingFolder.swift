import Errors
import Files
import Foundation

/// The folder in which a new site is made, and where the old one is removed after an exchange.
///
/// Its mark is the first file that comes into it and the last that goes, so that what a killed
/// build leaves is known as ours.
struct StagingFolder {
  let url: URL
  /// The folder of the published site.
  private let site: URL

  /// Beside the site, because only then an exchange is one step; hidden from version control.
  init(beside site: URL) {
    self.site = site
    url = site.deletingLastPathComponent().appending(
      path: "\(SiteContents.stagingName)-\(site.lastPathComponent)", directoryHint: .isDirectory)
  }

  /// In the site's folder, where no other will do.
  init(inside site: URL) {
    self.site = site
    url = site.appending(path: SiteContents.stagingName, directoryHint: .isDirectory)
  }

  /// Finds out whether what is there, if anything, is ours.
  ///
  /// - Throws: `InputError` if not.
  func check() throws(InputError) {
    guard let kind = try? FileKind(url) else { return }
    guard kind == .folder else { throw refusal(of: url) }
    let manifest = SiteManifest(of: url)
    if manifest?.isUnfinished == true { return }
    let contents = try SiteContents(of: url, by: manifest ?? SiteManifest())
    guard manifest == nil ? contents.isEmpty : contents.stranger == nil else {
      throw refusal(of: contents.stranger.map { url.appending(path: $0) } ?? url)
    }
  }

  private func refusal(of place: URL) -> InputError {
    InputError(
      place: place.path, expected: "nothing where `book` makes a new site",
      found: "something that it did not make",
      advice: "move it away, or name another folder with --output")
  }

  /// Makes the folder, empty but for its mark.
  func make() throws(InputError) {
    try remove()
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw InputError(error, place: url.path, expected: "a folder that can be made")
    }
    var mark = SiteManifest()
    mark.isUnfinished = true
    try mark.write(to: url)
  }

  /// Makes the folder, and fills it with copies of what is in another one.
  func take(copyOf other: URL) throws(InputError) {
    try make()
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: other.path)
      where name != SiteManifest.name {
        try FileManager.default.copyItem(
          at: other.appending(path: name), to: url.appending(path: name))
      }
    } catch {
      try? remove()
      throw InputError(error, place: site.path, expected: "room for the new site beside the old")
    }
  }

  /// Removes the folder, if it is ours. Hidden files of the user's that came here with the old site
  /// return to the new one.
  func remove() throws(InputError) {
    try check()
    guard (try? FileKind(url)) == .folder else { return }
    let manifest = SiteManifest(of: url)
    do {
      if manifest?.isUnfinished == true {
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path)
        where name != SiteManifest.name {
          try FileManager.default.removeItem(at: url.appending(path: name))
        }
      } else {
        let contents = try SiteContents(of: url, by: manifest ?? SiteManifest())
        try contents.moveHiddenFiles(to: site)
        try contents.removeFiles()
      }
      try SiteManifest.remove(from: url)
    } catch {
      throw InputError(error, place: url.path, expected: "a folder that can be removed")
    }
    guard rmdir(url.path) == 0 else {
      throw InputError(system: errno, place: url.path, expected: "a folder that can be removed")
    }
  }
}
