import Foundation
import ProgramTesting
import Testing

@Suite("lenet's usage", .onOwnThreads)
struct UsageTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  @Test(
    "help has examples", arguments: ["", "train", "evaluate", "predict", "export", "fetch"])
  func help(command: String) throws {
    let result = try command.isEmpty ? lenet("--help") : lenet(command, "--help")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.contains("\nExamples:\n  lenet \(command)"))
    // The usage is one line, however long.
    let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("USAGE") }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(
    "a command that makes no sense ends with status 2 and says why",
    arguments: [
      (["dance"], "Error: Unexpected argument 'dance'"),
      (
        ["train", "--recipe", "resnet"],
        "Error: --recipe: expected article, article-improved, article-few-digits, lenet5, "
          + "lenet5-distorted, found resnet"
      ),
      (
        ["train", "--network", "lenet5", "--batch", "8"],
        "Error: --batch: expected 1, since lenet5 learns from one digit at a time, found 8"
      ),
      (
        ["train", "--quiet", "--verbose"], "Error: --quiet and --verbose exclude each other."
      ),
      (["predict", "--weights", "w"], "Error: Missing expected argument '<picture> ...'"),
      (["export", "w"], "Error: Missing expected argument '--onnx <file>'"),
      (
        ["fetch", "--to", ""], "Error: --to: expected a folder, found ''"
      ),
      (
        ["fetch", "--mirror", "ftp://a"],
        "Error: --mirror: expected an http or https address, found 'ftp://a'"
      ),
    ])
  func usage(arguments: [String], message: String) throws {
    let result = try lenet(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix(message + "\n"))
    #expect(result.errors.contains("Usage: lenet "))
  }

  @Test("without a network fetch says so, and leaves nothing behind")
  func noNetwork() throws {
    // Nobody listens on this port.
    let result = try lenet("fetch", "--to", "mnist", "--mirror", "http://127.0.0.1:9/")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.hasPrefix(
        "Error: train-images-idx3-ubyte.gz: no mirror could give it. "
          + "Is this machine connected to the network?\n"
          + "  http://127.0.0.1:9/train-images-idx3-ubyte.gz: expected an answer, found "))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: lenet.file("mnist").path).isEmpty)
  }

  @Test("in a folder that was removed nothing is written, as it would go to the root folder")
  func removedFolder() throws {
    let result = try lenet.shell(
      "mkdir gone && cd gone && rmdir ../gone && lenet export article-improved --onnx x.onnx")
    #expect(result.status == 1)
    #expect(
      result.errors == """
        Error: the present folder: expected a folder that is there, found one that was removed, or \
        cannot be reached; go to another one with cd

        """)
    #expect(!FileManager.default.fileExists(atPath: "/x.onnx"))
  }
}
