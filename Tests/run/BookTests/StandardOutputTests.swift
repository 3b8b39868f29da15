import Foundation
import ProgramTesting
import Testing

@Suite("book's standard output", .onOwnThreads)
struct StandardOutputTests {
  @Test(
    "that cannot be written is a failure, without words if its reader has left",
    arguments: [
      (
        ">&-",
        "Error: standard output: expected a place for the results, "
          + "found a descriptor that is not open for it\n"
      ),
      ("> /dev/null; mkfifo p; exec 3<>p 4>p 3>&-; book --help >&4", ""),
    ])
  func lost(target: String, message: String) throws {
    let folder = try ProgramFolder()
    let result = try folder.start(shell: "book --help \(target)").end()
    #expect(result.status == 1)
    #expect(result.errors == message)
  }
}
