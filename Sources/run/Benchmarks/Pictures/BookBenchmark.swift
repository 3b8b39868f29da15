import Foundation

/// Building the book again after a change of its prose.
enum BookBenchmark: Benchmark {
  static let name = "book"
  static let summary = "the book built again after a change of prose"

  static func entries(_ conditions: Conditions) throws -> [Entry] {
    let work = "book, after an edit of prose"
    let here = URL(filePath: FileManager.default.currentDirectoryPath)
    let tool = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
      .deletingLastPathComponent().appending(path: "book")
    let parts = ["chapters", ".build-book"]
    guard ([tool] + parts.map { here.appending(path: $0) }).allSatisfy({ $0.isThere }) else {
      return [Entry(name, work: work, threads: 1, absence: "the book is not built here")]
    }
    let copy = conditions.folder.appending(path: "book", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for part in parts {
      try FileManager.default.copyItem(
        at: here.appending(path: part), to: copy.appending(path: part))
    }
    let chapter = try lastChapter(of: copy)
    let text = try String(contentsOf: chapter, encoding: .utf8)
    // Cells whose results are out of date run now, before the clock.
    try build(copy, with: tool)

    var changes = 0
    var entry = try Contest(benchmark: name, work: work, threads: 1).entry(conditions) {
      changes += 1
      try "\(text)\nSentence number \(changes).\n".write(
        to: chapter, atomically: true, encoding: .utf8)
      return try seconds { try build(copy, with: tool) }
    }
    entry.want(.seconds(0.3))
    return [entry]
  }

  private static func lastChapter(of book: URL) throws -> URL {
    let files = try FileManager.default.contentsOfDirectory(
      at: book.appending(path: "chapters"), includingPropertiesForKeys: nil)
    let chapters = files.filter { $0.pathExtension == "md" }
    guard let last = chapters.max(by: { $0.path < $1.path }) else {
      throw PeerFailure(peer: "chapters", expected: "a chapter", found: "none")
    }
    return last
  }

  private static func build(_ book: URL, with tool: URL) throws {
    let process = Process()
    process.executableURL = tool
    process.arguments = ["build", book.path, "--quiet"]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PeerFailure(
        peer: "book build", expected: "a book without errors",
        found: "status \(process.terminationStatus)")
    }
  }
}

extension URL {
  fileprivate var isThere: Bool { FileManager.default.fileExists(atPath: path) }
}
