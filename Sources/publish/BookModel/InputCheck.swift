import Foundation

/// Whether what the book declares as inputs of its cells can be read, as far as that is known before
/// they run.
///
/// A cell's inputs are the book's own files. Those of the whole book may be elsewhere: a folder of data
/// is often a link to another disk.
struct InputCheck {
  private(set) var diagnostics: [Diagnostic] = []
  private let folder: URL
  private let addresses: BookAddresses

  init(_ chapters: [ChapterReader], settings: BookSettings, source: SourceText?, folder: URL) {
    self.folder = folder
    addresses = BookAddresses(folder: folder, chapterNames: [])
    if let source { check(settings.inputs, areOwn: false, within: nil, of: source) }
    for reader in chapters {
      for cell in reader.chapter.cells {
        check(cell.options.inputs, areOwn: true, within: cell.fence, of: reader.source)
      }
    }
  }

  private mutating func check(
    _ inputs: [String], areOwn: Bool, within lines: ClosedRange<Int>?, of source: SourceText
  ) {
    for input in inputs {
      guard let (message, hints) = problem(with: input, isOwn: areOwn) else { continue }
      diagnostics.append(
        source.problem(message, at: source.position(of: input, within: lines), hints: hints))
    }
  }

  /// - Parameter isOwn: whether no link may lead out of the book's folder.
  private func problem(with input: String, isOwn: Bool) -> (message: String, hints: [String])? {
    // What a variable holds is known when the cells run.
    guard !input.hasPrefix("$") else { return nil }
    let isElsewhere = input.hasPrefix("/") || input.hasPrefix("~/")
    let url =
      isElsewhere
      ? URL(filePath: (input as NSString).expandingTildeInPath) : folder.appending(path: input)
    if !isElsewhere, !staysInside(input) || isOwn && !addresses.holds(input) {
      return (
        "the input `\(input)` leads out of the book's folder",
        ["name a file elsewhere by a variable, such as `$DATA/file`, or by its full path"]
      )
    }
    var status = stat()
    guard stat(url.path, &status) == 0 else { return nil }
    guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      return ("the input `\(input)` is no file or folder but a pipe or a device", [])
    }
    return nil
  }

  /// Whether no `..` of a path leads above where it starts.
  private func staysInside(_ path: String) -> Bool {
    var depth = 0
    for part in path.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return false }
    }
    return true
  }
}
