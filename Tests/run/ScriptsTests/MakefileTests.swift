import Foundation
import ProgramTesting
import Testing

@Suite("The Makefile", .onOwnThreads)
struct MakefileTests {
  /// Runs make as from a terminal, not as a part of the make that runs the tests.
  private func make(_ arguments: String...) throws -> Command {
    let inherited = ["PATH", "HOME"]
    return try Command(
      URL(filePath: "/usr/bin/env"), ["make"] + arguments,
      environment: ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) })
  }

  @Test("lists its targets, one line each, if asked for nothing else", arguments: [[], ["help"]])
  func help(arguments: [String]) throws {
    let help = try arguments.isEmpty ? make() : make(arguments[0])
    #expect(help.status == 0)
    let targets = help.output.split(separator: "\n").map { $0.split(separator: " ").prefix(2) }
    #expect(
      targets.map { $0.joined(separator: " ") } == [
        "make help", "make setup", "make site", "make gallery", "make test", "make preview",
        "make bench", "make lint", "make clean",
      ])
  }

  @Test("passes its variables on to the book, paths made absolute")
  func variables() throws {
    let plain = try make("--dry-run", "site")
    #expect(plain.output.split(separator: "\n").last == ".build/release/book build")
    let student = try make("--dry-run", "site", "EDITION=student")
    #expect(
      student.output.split(separator: "\n").last
        == ".build/release/book build --edition \"student\"")
    let tests = Command.package.appending(path: "Tests").path
    let seen = try make(
      "--eval=seen: ; @echo $$MNIST_DIR", "seen", "MNIST_DIR=Sources/../Tests")
    #expect(seen.output == tests + "\n")
  }

  @Test("refuses a folder for MNIST that is not there, before it builds anything")
  func absentFolder() throws {
    let site = try make("site", "MNIST_DIR=no/such/folder")
    #expect(site.status != 0)
    #expect(
      site.errors.contains(
        "MNIST_DIR: expected a folder with MNIST's four files, found no folder \"no/such/folder\""))
    #expect(site.output == "")
  }
}
