import BookRecords
import Errors
import Files
import Foundation

/// HTML made in earlier builds, by what it was made from. A fragment is kept as long as each build
/// asks for it, and as long as it is as it was written.
final class FragmentCache {
  private let file: URL?
  /// What the fragments depend on besides their keys: versions of the tools that made them.
  private let tools: String
  private let stored: [String: Fragment]
  private var used: [String: Fragment] = [:]

  private struct Fragment: Codable, Equatable {
    let html: String
    /// The sum of the key and the HTML.
    let sum: String

    init(_ html: String, key: String) {
      self.html = html
      sum = Self.sum(of: html, key: key)
    }

    func isSound(for key: String) -> Bool { sum == Self.sum(of: html, key: key) }

    private static func sum(of html: String, key: String) -> String {
      var digest = Digest()
      digest.add("key", key)
      digest.add("html", html)
      return digest.finish()
    }
  }

  private struct Stored: Codable {
    var tools: String
    var fragments: [String: Fragment]
  }

  /// Reads the file, if there is one that the same tools wrote.
  init(file: URL?, tools: String) {
    self.file = file
    self.tools = tools
    let data = file.flatMap { try? InputFile($0).contents() }
    let stored = data.flatMap { try? JSONDecoder().decode(Stored.self, from: $0) }
    self.stored = stored?.tools == tools ? stored?.fragments ?? [:] : [:]
  }

  /// The fragment for a key; one that was damaged is made anew.
  subscript(key: String) -> String? {
    get {
      if let fragment = used[key] { return fragment.html }
      guard let fragment = stored[key], fragment.isSound(for: key) else { return nil }
      used[key] = fragment
      return fragment.html
    }
    set { used[key] = newValue.map { Fragment($0, key: key) } }
  }

  /// Writes what this build used, if that is not what the file holds.
  func save() throws(InputError) {
    guard let file, used != stored else { return }
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      try OutputFile(file).write(encoder.encode(Stored(tools: tools, fragments: used)))
    } catch {
      throw InputError(error, place: file.path, expected: "a file that can be written")
    }
  }
}
