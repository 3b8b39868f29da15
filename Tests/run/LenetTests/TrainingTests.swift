import Foundation
import ProgramTesting
import Testing

@Suite("lenet train, evaluate and export", .onOwnThreads)
struct TrainingTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  /// Lines of the article's program.
  private let trainLine = /Train - Epoch \d+, Batch: \d+, Loss: \d+\.\d{6}/
  private let testLine = /Test Avg\. Loss: \d+\.\d{6}, Accuracy: \d\.\d{6}/

  @Test("train, look at the result, and hand it on")
  func train() throws {
    let trained = try lenet(
      "train", "--epochs", "2", "--seed", "3", "--batch", "128", "--history", "h.csv",
      "--log-every-tenth-batch")
    #expect(trained.status == 0)
    let lines = trained.output.split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines.count { $0.wholeMatch(of: testLine) != nil } == 2)
    #expect(lines.count { $0.wholeMatch(of: trainLine) != nil } == 6)
    #expect(lines[0].hasPrefix("Train - Epoch 1, Batch: 10, Loss: "))
    #expect(
      trained.errors == """
        Digits: the embedded sample of MNIST: 4,000 training and 1,000 test digits
        Weights: weights.safetensors

        """)
    let history = try String(contentsOf: lenet.file("h.csv"), encoding: .utf8)
    #expect(history.split(separator: "\n").count == 1 + 2 * 32)

    let evaluated = try lenet("evaluate", "weights.safetensors", "--quiet")
    #expect(evaluated.status == 0)
    #expect(evaluated.errors.isEmpty)
    #expect(evaluated.output.split(separator: "\n").first == lines.last)
    #expect(evaluated.output.wholeMatch(of: /.*\nMistakes: \d+ of 1000\n/) != nil)

    let exported = try lenet("export", "weights.safetensors", "--onnx", "w.onnx")
    #expect(exported.status == 0)
    #expect(exported.errors == "Model: w.onnx\n")
    let model = try Data(contentsOf: lenet.file("w.onnx"))
    #expect(model.count > 64_122 * 4)
    // Neither file says when or where it was made.
    for name in ["weights.safetensors", "w.onnx", "weights.safetensors.checkpoint", "h.csv"] {
      let bytes = try Data(contentsOf: lenet.file(name))
      #expect(bytes.firstRange(of: Data(lenet.folder.lastPathComponent.utf8)) == nil)
    }
  }

  @Test("stop and go on to the same bits", arguments: ["article-improved", "lenet5-distorted"])
  func resume(recipe: String) throws {
    func arguments(_ name: String, _ more: String) -> [String] {
      [
        "train", "--recipe", recipe, "--epochs", "2", "--output", "\(name).safetensors",
        "--history", "\(name).csv", more,
      ]
    }
    #expect(try lenet(arguments("whole", "--verbose")).status == 0)
    // A reader presses Control-C in the second pass.
    try lenet.interrupt(arguments("parts", "--quiet"), onceThereIs: "parts.safetensors.checkpoint")
    let resumed = try lenet(arguments("parts", "--resume"))
    #expect(resumed.status == 0)
    #expect(resumed.errors.contains("Going on after pass "))
    for suffix in [".safetensors", ".csv", ".safetensors.checkpoint"] {
      #expect(
        FileManager.default.contentsEqual(
          atPath: lenet.file("whole" + suffix).path, andPath: lenet.file("parts" + suffix).path))
    }
    let other = try lenet(
      "train", "--recipe", recipe, "--output", "parts.safetensors", "--seed", "2", "--resume")
    #expect(other.status == 1)
    #expect(
      other.errors.hasSuffix(
        "Error: --seed: expected 1, with which the training began, found 2\n"))
  }

  @Test("any number of threads gives the same weights")
  func threads() throws {
    for threads in ["1", "3"] {
      let result = try lenet(
        "train", "--epochs", "1", "--quiet", "--threads", threads, "--output", threads)
      #expect(result.status == 0)
      #expect(result.errors.isEmpty)
    }
    #expect(
      FileManager.default.contentsEqual(
        atPath: lenet.file("1").path, andPath: lenet.file("3").path))
  }

  @Test("weights that cannot be used are named")
  func badWeights() throws {
    try Data("no weights".utf8).write(to: lenet.file("w"))
    for command in [["evaluate", "w"], ["export", "w", "--onnx", "o"]] {
      let result = try lenet(command[0], command[1], command.count > 2 ? "--onnx=o" : "--quiet")
      #expect(result.status == 1)
      #expect(result.output.isEmpty)
      #expect(result.errors == "Error: w: expected a safetensors file, found a text file\n")
    }
    let absent = try lenet("evaluate", "nothing")
    #expect(absent.status == 1)
    #expect(
      absent.errors
        == "Error: nothing: expected a file that can be read, found no such file or folder\n")
  }

  @Test("a folder without MNIST is named")
  func noDigits() throws {
    let result = try lenet("train", "--mnist", "nowhere")
    #expect(result.status == 1)
    #expect(result.errors.contains("nowhere: expected the files train-images-idx3-ubyte"))
    #expect(result.errors.hasSuffix("found no such folder\n"))
  }
}
