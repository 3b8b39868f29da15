import Foundation

/// The tool run to its end in a folder of its own, as an author runs it.
final class BookProgram: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "book-program-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  struct Result: Sendable {
    var status: Int32
    var output: String
    /// What the tool said, without the times and without the folder's name.
    var messages: String
  }

  func callAsFunction(_ arguments: String...) throws -> Result {
    let process = Process()
    // Programs lie beside the tests.
    process.executableURL = Bundle.main.bundleURL.appending(path: "book")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let files = ["output.txt", "messages.txt"].map { folder.appending(path: ".\($0)") }
    for file in files { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    return Result(
      status: process.terminationStatus, output: texts[0],
      messages: texts[1].replacing(folder.resolvingSymlinksInPath().path + "/", with: "")
        .replacing(folder.path + "/", with: "").replacing(/\d+\.\d s/, with: "T s"))
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func write(_ text: String, to path: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
