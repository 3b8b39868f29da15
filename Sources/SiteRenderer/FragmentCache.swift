import Foundation

/// HTML made in earlier builds, by what it was made from. A fragment is kept as long as each build
/// asks for it.
final class FragmentCache {
  private let file: URL?
  /// What the fragments depend on besides their keys: versions of the tools that made them.
  private let tools: String
  private let stored: [String: String]
  private var used: [String: String] = [:]

  private struct Stored: Codable {
    var tools: String
    var fragments: [String: String]
  }

  /// Reads the file, if there is one that the same tools wrote.
  init(file: URL?, tools: String) {
    self.file = file
    self.tools = tools
    let data = file.flatMap { try? Data(contentsOf: $0) }
    let stored = data.flatMap { try? JSONDecoder().decode(Stored.self, from: $0) }
    self.stored = stored?.tools == tools ? stored?.fragments ?? [:] : [:]
  }

  subscript(key: String) -> String? {
    get {
      let fragment = used[key] ?? stored[key]
      used[key] = fragment
      return fragment
    }
    set { used[key] = newValue }
  }

  /// Writes what this build used, if that is not what the file holds.
  func save() throws {
    guard let file, used != stored else { return }
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try JSONEncoder().encode(Stored(tools: tools, fragments: used)).write(
      to: file, options: .atomic)
  }
}
