import Errors
public import Foundation

/// The places where MNIST is looked for, in order: a folder named by the caller, the environment
/// variable `MNIST_DIR`, `data/mnist` in the working directory, the user's cache folder.
///
/// A folder that is named must have the four files. The last two places are passed over if they
/// have none of them; if they have some, the others are missed aloud.
public struct DigitsSearch: Sendable {
  public var environment: [String: String]
  public var workingFolder: URL
  public var homeFolder: URL

  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    workingFolder: URL = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory),
    homeFolder: URL = FileManager.default.homeDirectoryForCurrentUser
  ) {
    self.environment = environment
    self.workingFolder = workingFolder
    self.homeFolder = homeFolder
  }

  /// Where a download is kept for all programs of this user.
  public var cacheFolder: URL {
    let folder: URL
    if let path = environment["XDG_CACHE_HOME"], path.hasPrefix("/") {
      folder = URL(filePath: path, directoryHint: .isDirectory)
    } else {
      #if os(macOS)
        folder = homeFolder.appending(path: "Library/Caches", directoryHint: .isDirectory)
      #else
        folder = homeFolder.appending(path: ".cache", directoryHint: .isDirectory)
      #endif
    }
    return folder.appending(path: "lenet/mnist", directoryHint: .isDirectory)
  }

  /// The four files of the first place that has them, or `nil` if no place was named and none has.
  ///
  /// - Throws: `InputError` if a folder is named, or begun, that lacks a file.
  func files(named folder: URL?) throws(InputError) -> MNISTFiles? {
    if let folder { return try MNISTFiles(in: folder) }
    if let path = environment["MNIST_DIR"], !path.isEmpty {
      return try MNISTFiles(
        in: path.hasPrefix("/") ? URL(filePath: path) : workingFolder.appending(path: path))
    }
    for place in [workingFolder.appending(path: "data/mnist"), cacheFolder]
    where MNISTFiles.exist(in: place) {
      return try MNISTFiles(in: place)
    }
    return nil
  }
}
