import Foundation
import ProgramTesting
import Testing

@Suite("lenet train --resume", .onOwnThreads)
struct ResumeTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  /// Few and quick passes.
  private let train = "lenet train --batch 2000 --output w"

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: lenet.file(name)) }

  @Test("goes on for as many passes as were begun, or more, to the bits of one training")
  func longer() throws {
    #expect(try lenet.shell("\(train) -q --epochs 5").status == 0)
    let whole = try bytes("w")
    for options in ["--epochs 17", "--resume --epochs 18"] {
      #expect(try lenet.shell("\(train) -q \(options)").status == 0)
    }
    // The recipe has 15 passes; the training has 18.
    let finished = try lenet.shell("lenet train --output w --resume")
    #expect(finished.status == 0)
    #expect(finished.output.isEmpty)
    #expect(
      finished.errors.hasSuffix(
        "\nNothing is left to train: 18 of 18 passes are done\nWeights: w\n"))
    for options in ["--epochs 2", "--resume --epochs 5"] {
      #expect(try lenet.shell("\(train) -q \(options)").status == 0)
    }
    #expect(try bytes("w") == whole)
    let fewer = try lenet.shell("\(train) --resume --epochs 4")
    #expect(fewer.status == 1)
    #expect(
      fewer.errors.hasSuffix(
        "\nError: --epochs: expected at least 5, as many passes as are done, found 4\n"))
  }

  @Test("writes what is missing of a training that is finished")
  func finished() throws {
    #expect(try lenet.shell("\(train) -q --epochs 2 --history h").status == 0)
    let (weights, history) = (try bytes("w"), try bytes("h"))
    for name in ["w", "h"] { try FileManager.default.removeItem(at: lenet.file(name)) }
    let result = try lenet.shell("lenet train --output w --resume --history h")
    #expect(result.status == 0)
    #expect(result.errors.contains("Nothing is left to train: 2 of 2 passes are done\n"))
    #expect(try bytes("w") == weights)
    #expect(try bytes("h") == history)
  }

  @Test("says why a plan of learning rates cannot be made longer")
  func planned() throws {
    let begun = "lenet train --recipe article-improved --batch 2000 --output w"
    #expect(try lenet.shell("\(begun) -q --epochs 2").status == 0)
    let result = try lenet.shell("lenet train --output w --resume --epochs 3")
    #expect(result.status == 1)
    #expect(
      result.errors.hasSuffix(
        "\nError: --epochs: expected 2, for which the learning rates of article-improved were "
          + "planned when the training began, found 3; train anew for another number of passes\n"))
  }

  @Test(
    "refuses other settings than those of the beginning",
    arguments: [
      ("--seed 2", "seed: expected 1, with which the training began, found 2"),
      ("--batch 64", "batch: expected 2000, with which the training began, found 64"),
      ("--rate 0.1", "rate: expected 0.002, with which the training began, found 0.1"),
      ("--recipe lenet5", "recipe: expected article, with which the training began, found lenet5"),
    ])
  func otherSettings(options: String, message: String) throws {
    #expect(try lenet.shell("\(train) -q --epochs 1").status == 0)
    let result = try lenet.shell("lenet train --output w --resume \(options)")
    #expect(result.status == 1)
    #expect(result.errors.hasSuffix("\nError: --\(message)\n"))
  }

  @Test("knows other digits, even if there are as many of them")
  func otherDigits() throws {
    let sample = Bundle.main.bundleURL
      .appending(path: "LeNet5Book_Datasets.resources/Sample/sample-").path
    let copy = """
      for i in images-idx3-ubyte labels-idx1-ubyte; do \
      gunzip -c "\(sample)$i.gz" > m/train-$i; cp m/train-$i m/t10k-$i; done
      """
    #expect(try lenet.shell("mkdir m && \(copy)").status == 0)
    #expect(try lenet.shell("\(train) -q --epochs 1 --mnist m").status == 0)
    for (file, name) in [("train", "training digits"), ("t10k", "test digits")] {
      // One grey value in the middle of the first digit.
      let change =
        "printf '\\123' | dd of=m/\(file)-images-idx3-ubyte bs=1 seek=400 conv=notrunc status=none"
      #expect(try lenet.shell(change).status == 0)
      let result = try lenet.shell("\(train) --resume --epochs 2 --mnist m")
      #expect(result.status == 1)
      #expect(
        result.errors.hasSuffix(
          "\nError: data: expected the \(name) with which the training began, found others, "
            + "as many\n"), "\(result.errors)")
      #expect(try lenet.shell(copy).status == 0)
    }
    let sampled = try lenet.shell("\(train) --resume --epochs 2")
    #expect(
      sampled.errors.hasSuffix(
        "Error: data: expected digits in MNIST's format, 5,000 training and 5,000 test digits, "
          + "with which the training began, found the embedded sample of MNIST: 4,000 training "
          + "and 1,000 test digits\n"))
  }

  @Test("without a checkpoint, or with another file in its place, says what is there")
  func otherFiles() throws {
    let absent = try lenet.shell("lenet train --resume --output w")
    #expect(absent.status == 1)
    #expect(
      absent.errors.hasSuffix(
        "\nError: w.checkpoint: expected a checkpoint of a training, found no such file; "
          + "without --resume a training begins\n"))
    #expect(try lenet.shell("\(train) -q --epochs 1").status == 0)
    for (change, found) in [
      ("cp w w.checkpoint", "a safetensors file"), (": > w.checkpoint", "an empty file"),
      ("echo '{}' > w.checkpoint", "none of its settings"),
      ("echo No. > w.checkpoint", "a text file"),
      ("head -c 999999 c > w.checkpoint", "one that is cut short or damaged"),
    ] {
      #expect(try lenet.shell("cp -n w.checkpoint c; \(change)").status == 0)
      let result = try lenet.shell("lenet train --resume --output w")
      #expect(result.status == 1)
      #expect(
        result.errors.hasSuffix(
          "\nError: w.checkpoint: expected a checkpoint of a training, found \(found)\n"),
        "\(result.errors)")
    }
  }
}
