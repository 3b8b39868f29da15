import Datasets
import Errors
import Foundation
import Testing

@Suite("The digits")
struct DigitsTests {
  let folder: GzippedFolder

  init() throws { folder = try GzippedFolder() }

  /// A search in a folder of its own, so that no test sees the machine's own data.
  private func search(environment: [String: String] = [:]) throws -> DigitsSearch {
    let empty = folder.url.appending(path: "empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    return DigitsSearch(environment: environment, workingFolder: empty, homeFolder: empty)
  }

  @Test("are the embedded sample if nothing else is found")
  func sample() throws {
    let digits = try Digits.load(searching: search())
    #expect(
      digits.source == "the embedded sample of MNIST: 4,000 training and 1,000 test digits")
    #expect(digits.training.checksum == 0x843c_ebca)
    #expect(digits.test.checksum == 0x36c5_eaf1)
  }

  @Test("of the sample are as many of each class", arguments: UInt8(0)...9)
  func stratified(label: UInt8) throws {
    let digits = try Digits.sample()
    #expect(digits.training.labels.count { $0 == label } == 400)
    #expect(digits.test.labels.count { $0 == label } == 100)
  }

  @Test("of the sample are well mixed")
  func mixed() throws {
    let labels = try Digits.sample().training.labels
    for start in stride(from: 0, to: labels.count, by: 200) {
      #expect(Set(labels[start..<start + 200]).count == 10)
    }
  }

  @Test("are read from a named folder", arguments: [".gz", ""])
  func named(suffix: String) throws {
    try folder.writeDigits(suffix: suffix)
    let digits = try Digits.load(from: folder.url, searching: search())
    #expect(digits.source == "digits in MNIST's format, 3 training and 2 test digits")
    #expect(digits.test.labels == [0, 1])
  }

  @Test(
    "are found under the names and in the folders that other programs give them",
    arguments: ["%1$@.%2$@", "%1$@-%2$@/%1$@-%2$@", "%1$@-%2$@/%1$@.%2$@", "MNIST/raw/%1$@-%2$@"],
    [".gz", ""])
  func otherNames(form: String, suffix: String) throws {
    try folder.writeDigits(suffix: suffix)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
      let parts = name.split(separator: "-", maxSplits: 2).map(String.init)
      let other = String(format: form, "\(parts[0])-\(parts[1])", parts[2])
      let place = folder.url.appending(path: "other/\(other.replacing(suffix + "/", with: "/"))")
      try move(folder.url.appending(path: name), to: place)
    }
    let digits = try Digits.load(from: folder.url.appending(path: "other"), searching: search())
    #expect(digits.source == "digits in MNIST's format, 3 training and 2 test digits")
    #expect(digits.files.count == 4)
  }

  @Test(
    "of MNIST are known by their checksum",
    .enabled(if: ProcessInfo.processInfo.environment["MNIST_DIR"] != nil))
  func mnist() throws {
    let digits = try Digits.load()
    #expect(digits.source == "MNIST, 60,000 training and 10,000 test digits")
    #expect(digits.training.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
  }

  @Test("are looked for in MNIST_DIR, then data/mnist, then the cache folder")
  func order() throws {
    let search = try search(environment: ["MNIST_DIR": "mine"])
    let working = search.workingFolder
    for (index, place) in ["mine", "data/mnist"].enumerated() {
      let other = try GzippedFolder()
      try other.writeDigits(test: index + 3)
      try move(other.url, to: working.appending(path: place))
    }
    let cached = try GzippedFolder()
    try cached.writeDigits(test: 5)
    try move(cached.url, to: search.cacheFolder)

    #expect(try Digits.load(searching: search).test.count == 3)
    var unnamed = search
    unnamed.environment = ["MNIST_DIR": ""]
    #expect(try Digits.load(searching: unnamed).test.count == 4)
    try FileManager.default.removeItem(at: working.appending(path: "data"))
    #expect(try Digits.load(searching: unnamed).test.count == 5)
  }

  private func move(_ folder: URL, to place: URL) throws {
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: folder, to: place)
  }

  @Test("use the cache folder that the environment names")
  func cacheFolder() {
    let home = URL(filePath: "/home/reader")
    let named = DigitsSearch(environment: ["XDG_CACHE_HOME": "/fast"], homeFolder: home)
    #expect(named.cacheFolder.path == "/fast/lenet/mnist")
    let relative = DigitsSearch(environment: ["XDG_CACHE_HOME": "slow"], homeFolder: home)
    #if os(macOS)
      #expect(relative.cacheFolder.path == "/home/reader/Library/Caches/lenet/mnist")
    #else
      #expect(relative.cacheFolder.path == "/home/reader/.cache/lenet/mnist")
    #endif
  }

  static let files =
    "the files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, "
    + "t10k-labels-idx1-ubyte, each with .gz or without"

  @Test("of a named folder are never replaced by others")
  func badFolder() throws {
    let search = try search()
    let place = folder.url.appending(path: "place")
    func message() -> String? {
      #expect(throws: InputError.self) { try Digits.load(from: place, searching: search) }?
        .description
    }
    #expect(message() == "\(place.path): expected \(Self.files), found no such folder")
    try Data().write(to: place)
    #expect(message() == "\(place.path): expected \(Self.files), found a file, not a folder")
    try FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    #expect(message() == "\(place.path): expected \(Self.files), found none of them")
    try Data().write(to: place.appending(path: "train-images-idx3-ubyte"))
    try Data().write(to: place.appending(path: "t10k-labels-idx1-ubyte.gz"))
    #expect(
      message() == "\(place.path): expected \(Self.files), "
        + "found no train-labels-idx1-ubyte, no t10k-images-idx3-ubyte")
  }

  @Test("are missed if MNIST_DIR names no folder, or a folder was begun")
  func badPlaces() throws {
    let named = try search(environment: ["MNIST_DIR": "nowhere"])
    #expect(throws: InputError.self) { try Digits.load(searching: named) }
    let search = try search()
    let begun = search.workingFolder.appending(path: "data/mnist")
    try FileManager.default.createDirectory(at: begun, withIntermediateDirectories: true)
    #expect(try Digits.load(searching: search).training.count == 4_000)
    try Data().write(to: begun.appending(path: "t10k-images-idx3-ubyte.gz"))
    #expect(throws: InputError.self) { try Digits.load(searching: search) }
  }
}
