import Foundation
import ProgramTesting
import Testing

@Suite("What benchmarks refuse", .onOwnThreads)
struct RefusalTests {
  let program: Program

  init() throws { program = try Program() }

  @Test(
    "Wrong commands",
    arguments: [
      (
        ["--only", "speed"],
        "--only: expected training, inference, patterns, shapes, memory, reading, resizing, "
          + "figures, book, kernels, found speed"
      ),
      (["--repetitions", "0"], "--repetitions: expected at least 1, found 0"),
    ])
  func wrongCommand(arguments: [String], message: String) throws {
    let result = try program(arguments[0], arguments[1])
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test(
    "Peers that fail",
    arguments: [
      ("[ \"$1\" = -c ] && exit 0; read work; echo three seconds", "found three seconds"),
      ("[ \"$1\" = -c ] && exit 0; exit 1", "found the end of its output"),
    ])
  func failingPeer(script: String, found: String) throws {
    let result = try program(
      "--only", "figures", "--repetitions", "1", "--output", "results",
      python: try program.interpreter(script))
    #expect(result.status == 1)
    #expect(
      result.errors.contains("loss_plot.py: expected a number, \(found)"), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.file("results").path))
  }

  @Test("An interpreter that is not there")
  func missingInterpreter() throws {
    let python = program.file("python")
    let result = try program("--only", "figures", "--repetitions", "1", python: python)
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "TORCH_PYTHON: expected a Python interpreter, found \(python.path)"), "\(result.errors)")
  }

  @Test("A damaged report is not written over")
  func damagedReport() throws {
    let folder = program.file("results")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "{".write(
      to: program.file("results/benchmarks.json"), atomically: true, encoding: .utf8)
    let result = try program("--only", "figures", "--output", "results")
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "benchmarks.json: expected an earlier report; remove the file to begin anew, found"),
      "\(result.errors)")
    #expect(try program.text(of: "results/benchmarks.json") == "{")
  }
}
