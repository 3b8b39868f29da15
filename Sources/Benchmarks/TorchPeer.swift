import Foundation

/// A Python process that does the same work with PyTorch, one command at a time.
final class TorchPeer {
  /// A peer that cannot be used.
  struct Failure: Error, CustomStringConvertible {
    var expected: String
    var found: String
    var description: String { "PyTorch: expected \(expected), found \(found)" }
  }

  private static let script = "Sources/Benchmarks/peers/article_torch.py"
  private let process = Process()
  private let commands = Pipe()
  private let answers = Pipe()

  /// Starts the peer, or returns `nil` if `TORCH_PYTHON` does not name an interpreter.
  init?(threads: Int, images: Int) throws {
    guard let python = ProcessInfo.processInfo.environment["TORCH_PYTHON"] else { return nil }
    guard FileManager.default.fileExists(atPath: Self.script) else {
      throw Failure(expected: "to be run from the repository's root", found: "no \(Self.script)")
    }
    process.executableURL = URL(filePath: python)
    process.arguments = [Self.script, "\(threads)", "\(images)"]
    process.standardInput = commands
    process.standardOutput = answers
    try process.run()
  }

  deinit {
    // The script ends when there are no more commands.
    try? commands.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Lets the peer do its work once.
  func seconds(for command: String) throws -> Double {
    try commands.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
    var line = ""
    while !line.hasSuffix("\n") {
      let bytes = answers.fileHandleForReading.availableData
      guard !bytes.isEmpty else { throw Failure(expected: "a time", found: "the end") }
      line += String(decoding: bytes, as: UTF8.self)
    }
    guard let seconds = Double(line.dropLast()) else {
      throw Failure(expected: "a time", found: line)
    }
    return seconds
  }
}
