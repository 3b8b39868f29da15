import BookRecords
import Errors
import Files
import Foundation

/// The results of chapters that ran before, each in a folder named by its key.
///
/// An entry appears in one rename and is never changed afterwards. Its file `SHA256SUMS` lists the
/// sums of its files, as `sha256sum --check` reads them: an entry that was damaged is noticed.
struct ResultStore {
  /// What an entry holds besides the figures' files.
  struct Entry: Codable {
    /// What the results depend on, see ``ChapterKeys``.
    var parts: [KeyPart]
    var result: ChapterResult
    /// The checkpoints that the chapter keeps, by name.
    var checkpoints: [String: Checkpoint]
    /// The checkpoints of earlier chapters that it read: the digest of each one's bytes.
    var restored: [String: String]
    /// The files that it read: the state of each, by path.
    var inputs: [String: String]

    struct Checkpoint: Codable {
      /// The file's name in the folder for checkpoints.
      var file: String
      /// The sum of its bytes.
      var digest: String
      /// The cell that made it.
      var cell: Int
    }
  }

  /// What is kept for a key.
  enum Lookup {
    case found(Entry)
    case absent
    /// What is there is not as it was written: the name of the file.
    case damaged(String)
  }

  let folder: URL
  let checkpointFolder: URL
  private static let entryName = "result.json"
  private static let sumsName = "SHA256SUMS"

  /// - Throws: `InputError` if the folders cannot be made.
  init(cacheFolder: URL) throws(InputError) {
    folder = cacheFolder.appendingPathComponent("results", isDirectory: true)
    checkpointFolder = cacheFolder.appendingPathComponent("checkpoints", isDirectory: true)
    do {
      for folder in [folder, checkpointFolder] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw InputError(
        error, place: cacheFolder.path, expected: "a folder in which results can be kept")
    }
  }

  func figureFolder(of key: String) -> URL {
    folder.appendingPathComponent(key, isDirectory: true)
  }

  func url(of checkpoint: Entry.Checkpoint) -> URL {
    checkpointFolder.appendingPathComponent(checkpoint.file)
  }

  // MARK: Reading

  /// The entry for a key, if every byte of it is as it was written.
  func entry(for key: String) -> Lookup {
    let folder = figureFolder(of: key)
    guard FileManager.default.fileExists(atPath: folder.path) else { return .absent }
    guard let sums = try? String(contentsOf: folder.appending(path: Self.sumsName), encoding: .utf8)
    else { return .damaged(Self.sumsName) }
    var names: Set<String> = []
    for line in sums.split(separator: "\n") {
      let (sum, name) = (line.prefix(64), String(line.dropFirst(66)))
      guard let found = try? Digest.of(file: folder.appending(path: name)), found == sum else {
        return .damaged(name)
      }
      names.insert(name)
    }
    guard let data = try? Data(contentsOf: folder.appending(path: Self.entryName)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data),
      names.isSuperset(of: entry.result.figureFiles + [Self.entryName])
    else { return .damaged(Self.entryName) }
    for checkpoint in entry.checkpoints.values {
      guard let found = try? Digest.of(file: url(of: checkpoint)) else { return .absent }
      guard found == checkpoint.digest else { return .damaged(checkpoint.file) }
    }
    return .found(entry)
  }

  /// The latest entry of a chapter, whatever its key.
  func latestEntry(of slug: String) -> Entry? {
    guard let key = try? String(contentsOf: latestFile(slug), encoding: .utf8),
      case .found(let entry) = entry(for: key)
    else { return nil }
    return entry
  }

  private func latestFile(_ slug: String) -> URL {
    folder.appending(path: ".latest-\(slug)")
  }

  // MARK: Writing

  /// The checkpoints that a chapter has just kept, as its entry names them.
  func checkpoints(of transcript: ChapterTranscript) throws -> [String: Entry.Checkpoint] {
    var checkpoints: [String: Entry.Checkpoint] = [:]
    for checkpoint in transcript.checkpoints {
      var kept = Entry.Checkpoint(
        file: checkpoint.file.lastPathComponent, digest: "", cell: checkpoint.cell)
      kept.digest = try Digest.of(file: url(of: kept))
      checkpoints[checkpoint.name] = kept
    }
    return checkpoints
  }

  /// Keeps an entry together with the figures that stand in `figures`, and takes that folder.
  func store(_ entry: Entry, figures: URL, for key: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try encoder.encode(entry).write(to: figures.appending(path: Self.entryName))
    var sums = ""
    for name in (entry.result.figureFiles + [Self.entryName]).sorted() {
      sums += "\(try Digest.of(file: figures.appending(path: name)))  \(name)\n"
    }
    try Data(sums.utf8).write(to: figures.appending(path: Self.sumsName))
    try remove(key)
    try FileManager.default.moveItem(at: figures, to: figureFolder(of: key))
  }

  /// Notes that an entry is in use, and that it is the latest of its chapter.
  func use(_ entry: Entry, for key: String, of slug: String) {
    let files = FileManager.default
    let places = [figureFolder(of: key)] + entry.checkpoints.values.map(url(of:))
    // Where that fails, the entry only seems older than it is.
    for place in places {
      try? files.setAttributes([.modificationDate: Date()], ofItemAtPath: place.path)
    }
    try? Data(key.utf8).write(to: latestFile(slug), options: .atomic)
  }

  func remove(_ key: String) throws {
    let place = figureFolder(of: key)
    guard FileManager.default.fileExists(atPath: place.path) else { return }
    try FileManager.default.removeItem(at: place)
  }
}

extension ChapterResult {
  /// The names of the files of its figures.
  var figureFiles: [String] {
    cells.joined().flatMap { output -> [String] in
      if case .figure(let figure) = output { figure.fileNames } else { [] }
    }
  }
}
