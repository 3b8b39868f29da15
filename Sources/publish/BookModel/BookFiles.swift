import Errors
import Files
import Foundation

/// The files of a book's folder, read into memory.
struct BookFiles {
  struct File {
    let name: String
    let data: Data
  }

  private(set) var settings: Data?
  private(set) var chapters: [File] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(folder: URL) {
    let chaptersFolder = folder.appending(path: "chapters", directoryHint: .isDirectory)
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: chaptersFolder.path)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error,
          "no folder `chapters` in \(folder.path)",
          hints: ["a book is a folder that holds `chapters/` with files `*.md`"]))
      return
    }
    for name in names.filter(Self.isOfBook).sorted(by: Self.precedes) {
      if let character = Chapter.forbiddenCharacter(in: name) {
        diagnostics.append(
          Diagnostic(
            .error, "the name of chapters/\(name.withoutControls) holds \(character)",
            hints: ["letters, digits, spaces and other marks of any script can stand in it"]))
        continue
      }
      guard let data = read(name, in: chaptersFolder) else { continue }
      if name == "book.yml" {
        settings = data
      } else {
        chapters.append(File(name: name, data: data))
      }
    }
    if chapters.isEmpty, diagnostics.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error,
          "no chapters in \(chaptersFolder.path)",
          hints: ["a chapter is a file such as `chapters/01-start.md`"]))
    }
  }

  private static func isOfBook(_ name: String) -> Bool {
    name == "book.yml" || name.hasSuffix(".md") && !name.hasPrefix(".")
  }

  /// The order of bytes, the same on every machine.
  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  /// More bytes than anybody writes into one chapter.
  private static let longestFile = 1 << 26

  private static func canEnd(_ file: URL) -> Bool {
    var status = stat()
    guard stat(file.path, &status) == 0 else { return true }
    return [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private mutating func read(_ name: String, in folder: URL) -> Data? {
    let file = folder.appending(path: name)
    do throws(InputError) {
      // A pipe would be waited for without end.
      guard Self.canEnd(file) else {
        throw InputError(
          place: file.path, expected: "a file that can be read", found: "a pipe or a device")
      }
      return try InputFile(file).contents(limit: Self.longestFile)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "chapters/\(name): expected \(error.expected), found \(error.found)",
          hints: error.advice.map { [$0] } ?? []))
      return nil
    }
  }
}
