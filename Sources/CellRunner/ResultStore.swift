import CellRecords
import Foundation

/// The results of chapters that ran before, each in a folder named by its key.
///
/// An entry appears in one rename and is never changed afterwards.
struct ResultStore {
  /// What an entry holds besides the figures' files.
  struct Entry: Codable {
    var result: ChapterResult
    /// The checkpoints that the chapter keeps: the file for each name.
    var checkpoints: [String: String]
    /// The checkpoints of earlier chapters that it read: the digest of each one's bytes.
    var restored: [String: String]
  }

  private let folder: URL
  private static let entryName = "result.json"

  /// - Throws: An error of the file system if the folder cannot be made.
  init(folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func figureFolder(of key: String) -> URL {
    folder.appendingPathComponent(key, isDirectory: true)
  }

  /// The entry for a key, if it is whole and if what it restored from is still the same.
  func entry(for key: String, isCurrent: (Entry) -> Bool) -> Entry? {
    let folder = figureFolder(of: key)
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(Self.entryName)),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), isCurrent(entry)
    else { return nil }
    let files = FileManager.default
    let figures = entry.result.cells.joined().flatMap { output -> [String] in
      if case .figure(let figure) = output { figure.files.all } else { [] }
    }
    let isWhole =
      figures.allSatisfy { files.fileExists(atPath: folder.appendingPathComponent($0).path) }
      && entry.checkpoints.values.allSatisfy(files.fileExists)
    return isWhole ? entry : nil
  }

  /// Keeps an entry together with the figures that stand in `figures`, and takes that folder.
  func store(_ entry: Entry, figures: URL, for key: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(entry).write(to: figures.appendingPathComponent(Self.entryName))
    let place = figureFolder(of: key)
    let files = FileManager.default
    if files.fileExists(atPath: place.path) { try files.removeItem(at: place) }
    try files.moveItem(at: figures, to: place)
  }
}
