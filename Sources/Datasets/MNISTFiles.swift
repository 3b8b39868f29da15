import Errors
import Foundation

/// The four files that make up MNIST, each packed by gzip or not.
struct MNISTFiles {
  let trainingImages: URL
  let trainingLabels: URL
  let testImages: URL
  let testLabels: URL

  private static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  /// - Throws: `InputError` if the folder lacks one of the files.
  init(in folder: URL) throws(InputError) {
    let found = Self.names.map { Self.file(named: $0, in: folder) }
    let missing = zip(Self.names, found).filter { $0.1 == nil }.map { $0.0 }
    guard missing.isEmpty else {
      throw InputError(
        place: folder.path,
        expected: "the files \(Self.names.joined(separator: ", ")), each with .gz or without",
        found: Self.description(of: folder, missing: missing))
    }
    let files = found.compactMap { $0 }
    trainingImages = files[0]
    trainingLabels = files[1]
    testImages = files[2]
    testLabels = files[3]
  }

  /// Whether any of the files is in the folder.
  static func exist(in folder: URL) -> Bool {
    names.contains { file(named: $0, in: folder) != nil }
  }

  private static func file(named name: String, in folder: URL) -> URL? {
    [name + ".gz", name].map { folder.appending(path: $0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func description(of folder: URL, missing: [String]) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return "no such folder"
    }
    guard isFolder.boolValue else { return "a file, not a folder" }
    return missing.count == names.count
      ? "none of them" : "no \(missing.joined(separator: ", no "))"
  }
}
