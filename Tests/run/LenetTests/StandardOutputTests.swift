import Foundation
import ProgramTesting
import Testing

@Suite("Standard output that cannot be written", .onOwnThreads)
struct StandardOutputTests {
  let lenet: Lenet

  init() throws {
    lenet = try Lenet()
    #expect(try lenet.shell("lenet train -q --epochs 1 --batch 4000 --output w").status == 0)
  }

  static let commands = [
    "lenet evaluate w -q", "lenet train -q --epochs 1 --batch 4000", "lenet --help",
  ]

  #if os(Linux)
    @Test("A full disk is a failure", arguments: commands)
    func full(command: String) throws {
      let result = try lenet.shell("\(command) > /dev/full")
      #expect(result.status == 1)
      #expect(
        result.errors == "Error: standard output: expected a place for the results, "
          + "found a full disk; free some room and try again\n")
    }
  #endif

  @Test("A standard output that is closed is a failure", arguments: commands)
  func closed(command: String) throws {
    let result = try lenet.shell("\(command) >&-")
    #expect(result.status == 1)
    #expect(
      result.errors == "Error: standard output: expected a place for the results, "
        + "found a descriptor that is not open for it\n")
  }

  @Test("A reader that has left is a failure without words", arguments: commands)
  func left(command: String) throws {
    // The pipe has no reader from the start, whoever is faster.
    let result = try lenet.shell(
      "mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; \(command) >&4; echo $? > status")
    #expect(result.errors.isEmpty)
    #expect(try String(contentsOf: lenet.file("status"), encoding: .utf8) == "1\n")
  }

  @Test("What was trained is kept all the same")
  func weightsAreKept() throws {
    let line = "mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; lenet train -q --epochs 9 --batch 4000 >&4"
    #expect(try lenet.shell(line).status == 1)
    let result = try lenet("train", "--resume", "--batch", "4000")
    #expect(result.status == 0)
    #expect(result.errors.contains("Going on after pass 1 of 9\n"))
  }
}
