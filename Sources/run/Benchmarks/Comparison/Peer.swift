import Foundation

/// A Python process that does pieces of work when it is told, and says how long each took.
final class Peer {
  private let name: String
  private let arguments: [String]
  private let interpreter: URL
  private let process = Process()
  private let commands = Pipe()
  private let answers = Pipe()
  private var unread = Data()

  init(script: String, arguments: [String], interpreter: URL) throws {
    name = script
    (self.arguments, self.interpreter) = (arguments, interpreter)
    process.executableURL = interpreter
    let file = Bundle.module.bundleURL.appending(path: "peers/\(script)")
    // Without -B Python would write beside its scripts.
    process.arguments = ["-B", file.path] + arguments
    process.standardInput = commands
    process.standardOutput = answers
    // A peer that has ended is reported, and no reason to be ended too.
    signal(SIGPIPE, SIG_IGN)
    try process.run()
  }

  deinit {
    // The script ends when there are no more commands.
    try? commands.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The same script in a process of its own.
  func restarted() throws -> Peer {
    try Peer(script: name, arguments: arguments, interpreter: interpreter)
  }

  /// Lets the peer do a piece of work once.
  ///
  /// - Throws: `PeerFailure` if it does not answer with a time; why is on standard error.
  func seconds(for work: String) throws -> Double {
    try? commands.fileHandleForWriting.write(contentsOf: Data("\(work)\n".utf8))
    return try nextNumber()
  }

  /// The next number that the peer prints.
  func nextNumber() throws -> Double {
    let lineEnd = UInt8(ascii: "\n")
    while !unread.contains(lineEnd) {
      let bytes = answers.fileHandleForReading.availableData
      guard !bytes.isEmpty else {
        throw PeerFailure(peer: name, expected: "a number", found: "the end of its output")
      }
      unread += bytes
    }
    let line = String(decoding: unread.prefix { $0 != lineEnd }, as: UTF8.self)
    unread = Data(unread.drop { $0 != lineEnd }.dropFirst())
    guard let number = Double(line) else {
      throw PeerFailure(peer: name, expected: "a number", found: line)
    }
    return number
  }
}

/// A peer that cannot be compared with.
struct PeerFailure: Error, CustomStringConvertible {
  var peer: String
  var expected: String
  var found: String
  var description: String { "\(peer): expected \(expected), found \(found)" }
}
