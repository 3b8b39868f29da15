import Errors
import Foundation

/// The four files that make up MNIST, each packed by gzip or not.
///
/// They go by several names: as published, `train-images-idx3-ubyte`; as many archives have them,
/// `train-images.idx3-ubyte`; unpacked by some programs, in a folder of that name; fetched by
/// torchvision, in `MNIST/raw`.
struct MNISTFiles {
  let trainingImages: URL
  let trainingLabels: URL
  let testImages: URL
  let testLabels: URL

  var all: [URL] { [trainingImages, trainingLabels, testImages, testLabels] }

  private static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
  ]

  /// - Throws: `InputError` if the folder lacks one of the files.
  init(in folder: URL) throws(InputError) {
    let found = Self.files(in: folder)
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
    files(in: folder).contains { $0 != nil }
  }

  /// For each name the file in the folder, all from the first place that has any.
  private static func files(in folder: URL) -> [URL?] {
    for place in ["", "raw", "MNIST/raw"] {
      let place = place.isEmpty ? folder : folder.appending(path: place)
      let found = names.map { file(named: $0, in: place) }
      if found.contains(where: { $0 != nil }) { return found }
    }
    return names.map { _ in nil }
  }

  private static func file(named name: String, in folder: URL) -> URL? {
    let spellings = [name, name.replacing("-idx", with: ".idx")]
    let places = [folder] + spellings.map { folder.appending(path: $0) }
    return places.flatMap { place in
      spellings.flatMap { [place.appending(path: $0 + ".gz"), place.appending(path: $0)] }
    }
    .first(where: isFile)
  }

  private static func isFile(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      && !isFolder.boolValue
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
