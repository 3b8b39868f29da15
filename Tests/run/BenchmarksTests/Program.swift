import Foundation
import ProgramTesting

/// The program `Benchmarks` in a folder of its own; it sees neither the machine's MNIST nor its
/// Python.
struct Program {
  private let place: ProgramFolder

  init() throws { place = try ProgramFolder() }

  var folder: URL { place.url }

  func file(_ name: String) -> URL { place.file(name) }

  func text(of name: String) throws -> String { try place.text(of: name) }

  /// Runs the program to its end.
  ///
  /// - Parameter python: an interpreter for the peers.
  func callAsFunction(_ arguments: String..., python: URL? = nil) throws -> ProgramFolder.Result {
    var environment = place.bareEnvironment
    environment["TORCH_PYTHON"] = python?.path
    return try place.start("Benchmarks", arguments, environment: environment).end()
  }

  /// An interpreter of our own making.
  ///
  /// - Parameter body: a shell script; its first argument is `-c` when it is asked for a package.
  func interpreter(_ body: String) throws -> URL {
    try place.script("interpreter", "#!/bin/sh\n\(body)\n")
    return file("interpreter")
  }
}
