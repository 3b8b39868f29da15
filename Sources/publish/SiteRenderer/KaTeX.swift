import Foundation

/// The KaTeX library on this machine: a script, a style sheet and fonts.
struct KaTeX {
  /// The folder with `katex.min.js`, `katex.min.css` and `fonts/`.
  let folder: URL

  /// Where Debian, Homebrew and Node put KaTeX; the folder `KATEX_DIR` goes before them.
  static let usualFolders = [
    "/usr/share/javascript/katex",
    "/usr/share/nodejs/katex/dist",
    "/opt/homebrew/lib/node_modules/katex/dist",
    "/usr/local/lib/node_modules/katex/dist",
    "/usr/lib/node_modules/katex/dist",
    "/usr/share/katex",
  ]

  /// Finds KaTeX, or returns `nil` if it is in none of the places.
  init?(environment: [String: String]) {
    let chosen = environment["KATEX_DIR"].map { [$0, $0 + "/dist"] }
    let folders = (chosen ?? Self.usualFolders).map {
      URL(filePath: $0, directoryHint: .isDirectory)
    }
    let found = folders.first { folder in
      ["katex.min.js", "katex.min.css", "fonts"].allSatisfy {
        FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
      }
    }
    guard let found else { return nil }
    folder = found
  }

  func script() throws -> String {
    try String(contentsOf: folder.appending(path: "katex.min.js"), encoding: .utf8)
  }

  /// The style sheet, naming fonts in WOFF2 only: every browser reads it.
  func styleSheet() throws -> String {
    try String(contentsOf: folder.appending(path: "katex.min.css"), encoding: .utf8)
      .replacing(/,url\([^)]*\.(?:woff|ttf)\) ?format\(["'][a-z]+["']\)/, with: "")
  }

  /// The files of the fonts that the style sheet names.
  func fonts() throws -> [URL] {
    let fonts = folder.appending(path: "fonts").resolvingSymlinksInPath()
    return try FileManager.default.contentsOfDirectory(atPath: fonts.path)
      .filter { $0.hasSuffix(".woff2") }.sorted().map { fonts.appending(path: $0) }
  }
}
