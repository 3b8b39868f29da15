import Errors
import Files
import Foundation

/// The folder `.build-book`, in which a book's results are kept from build to build.
///
/// A cache directory tag in it is its mark: a folder that is not empty and has none is not touched.
///
/// - Source: the Cache Directory Tagging Specification, https://bford.info/cachedir
struct CacheFolder {
  private let folder: OutputFolder
  private static let tagName = "CACHEDIR.TAG"
  private static let tag = """
    Signature: 8a477f597d28d172789f06886806bc55
    # What `book` keeps from build to build; `book clean` removes it.

    """

  init(of book: URL) throws(InputError) {
    folder = try OutputFolder(book.appending(path: ".build-book").path)
  }

  var url: URL { folder.url }

  /// Finds out whether results can be kept here, and changes nothing.
  ///
  /// - Throws: `InputError` if the folder is somebody else's or cannot be changed.
  func check() throws(InputError) {
    try folder.checkPermission()
    guard !isTagged, let stranger = try names().first else { return }
    throw InputError(
      place: folder.path, expected: "an empty folder, or one that `book` made",
      found: "`\(stranger)`, and no file \(Self.tagName) of `book`",
      advice: "move it away; one that an earlier version made can be deleted")
  }

  /// Makes the folder if it is not there.
  func open() throws(InputError) {
    try check()
    guard !isTagged else { return }
    try folder.make()
    try OutputFile(tagFile).write(Data(Self.tag.utf8))
  }

  /// Removes what is kept, the tag last, and the folder.
  func remove() throws(InputError) {
    try check()
    guard folder.exists else { return }
    do {
      for name in try names() where name != Self.tagName {
        try FileManager.default.removeItem(at: url.appending(path: name))
      }
      if isTagged { try FileManager.default.removeItem(at: tagFile) }
    } catch {
      throw InputError(error, place: folder.path, expected: "a folder that can be emptied")
    }
    // A link keeps its end, and a mount point stays: both are empty.
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path)) != nil
    if !isLink { rmdir(folder.path) }
  }

  private var tagFile: URL { url.appending(path: Self.tagName) }

  private var isTagged: Bool {
    (try? InputFile(tagFile).contents()) == Data(Self.tag.utf8)
  }

  /// What is in the folder, but for what a build that was killed left of the tag.
  private func names() throws(InputError) -> [String] {
    guard folder.exists else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
        .filter { $0 != ".\(Self.tagName).unfinished" }
    } catch {
      throw InputError(error, place: folder.path, expected: "a folder that can be read")
    }
  }
}
