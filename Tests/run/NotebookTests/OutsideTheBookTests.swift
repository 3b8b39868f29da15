import Notebook
import Testing

/// Within the book these functions talk to the runner, which `CellRunnerTests` look at; a chapter's
/// code that runs on its own, without a runner, must work too.
@Suite("Outside the book")
struct OutsideTheBookTests {
  @Test("A checkpoint runs its body each time")
  func checkpointRuns() throws {
    var runs = 0
    for _ in 1...2 {
      let value = try checkpoint("answer") { () -> Int in
        runs += 1
        return 42
      }
      #expect(value == 42)
    }
    #expect(runs == 2)
  }

  @Test("A checkpoint passes its body's error on")
  func checkpointThrows() {
    struct Failure: Error, Equatable {}
    #expect(throws: Failure()) { try checkpoint("answer") { throw Failure() } as Int }
  }

  @Test("Nothing can be restored")
  func restoreFails() throws {
    let error = try #require(throws: RestoreError.self) {
      try restore("answer", as: Int.self)
    }
    #expect(error.description == "cannot restore “answer”: no earlier chapter keeps it")
  }
}
