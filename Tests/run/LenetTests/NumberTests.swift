import Foundation
import ProgramTesting
import Testing

@Suite("Numbers for lenet", .onOwnThreads)
struct NumberTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  struct Refused: Sendable, CustomTestStringConvertible {
    var option: String
    var value: String
    var expected: String
    var testDescription: String { "\(option) \(value)" }

    init(_ option: String, _ value: String, _ expected: String) {
      (self.option, self.value, self.expected) = (option, value, expected)
    }
  }

  static let refused = [
    Refused("seed", "-1", "a whole number from 0 to 18446744073709551615"),
    Refused("seed", "18446744073709551616", "a whole number from 0 to 18446744073709551615"),
    Refused("seed", "--quiet", "a whole number from 0 to 18446744073709551615"),
    Refused("epochs", "0", "a whole number from 1 to 1000000"),
    Refused("epochs", "9223372036854775807", "a whole number from 1 to 1000000"),
    Refused("epochs", "1.5", "a whole number from 1 to 1000000"),
    Refused("batch", "0", "a whole number of at least 1"),
    Refused("batch", "9223372036854775808", "a whole number of at least 1"),
    Refused("threads", "-1", "a whole number from 1 to 1024"),
    Refused("threads", "99999999999999999999", "a whole number from 1 to 1024"),
    Refused("rate", "0", "a finite number above 0"),
    Refused("rate", "-1", "a finite number above 0"),
    Refused("rate", "nan", "a finite number above 0"),
    Refused("rate", "inf", "a finite number above 0"),
    Refused("rate", "1e39", "a finite number above 0"),
    Refused("rate", "1e-50", "a finite number above 0"),
  ]

  @Test("that are not possible are refused, however they are written", arguments: refused)
  func refuse(number: Refused) throws {
    for arguments in [
      ["--\(number.option)", number.value], ["--\(number.option)=\(number.value)"],
    ] {
      let result = try lenet(["train"] + arguments)
      #expect(result.status == 2)
      #expect(
        result.errors.hasPrefix(
          "Error: The value '\(number.value)' is invalid for "
            + "'--\(number.option) <\(number.option)>': expected \(number.expected)\n"))
    }
    #expect(try lenet.names().isEmpty)
  }

  @Test(
    "of threads in the environment are checked by every command",
    arguments: ["abc", "0", "-1", "1025", "99999999999999999999", "1.5", " 2"])
  func threads(text: String) throws {
    for command in ["train", "evaluate w", "predict a.png", "export w --onnx o"] {
      let result = try lenet.shell("LENET_THREADS='\(text)' lenet \(command)")
      #expect(result.status == 2)
      #expect(
        result.errors.hasPrefix(
          "Error: LENET_THREADS: expected a whole number from 1 to 1024, or none, "
            + "found '\(text)'\n"))
    }
  }

  @Test("An empty LENET_THREADS says nothing; a batch can be larger than all digits")
  func accepted() throws {
    let result = try lenet.shell(
      "LENET_THREADS= lenet train -q --epochs 1 --batch 9223372036854775807 --history h.csv")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let history = try String(contentsOf: lenet.file("h.csv"), encoding: .utf8)
    #expect(history.split(separator: "\n").count == 2)
  }

  @Test(
    "A training that diverges keeps the good weights, and says what to do",
    arguments: ["article", "lenet5"])
  func diverge(recipe: String) throws {
    // In a pass of one batch no later loss tells that the weights are lost.
    let batch = recipe == "article" ? ["--batch", "4000"] : []
    #expect(try lenet(["train", "--recipe", recipe, "-q", "--epochs", "1"] + batch).status == 0)
    let names = ["weights.safetensors", "weights.safetensors.checkpoint"]
    let good = try names.map { try Data(contentsOf: lenet.file($0)) }
    let result = try lenet(
      ["train", "--recipe", recipe, "--epochs", "2", "--rate", "1e30"] + batch)
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("\nError: epoch 1, batch "))
    #expect(
      result.errors.hasSuffix(
        ". The training has diverged: begin it anew with a smaller --rate. Nothing was written.\n"))
    #expect(try names.map { try Data(contentsOf: lenet.file($0)) } == good)
  }

  @Test("No training leaves weights that are no numbers", arguments: ["1e3", "1e4", "1e6"])
  func largeRates(rate: String) throws {
    let result = try lenet("train", "--epochs", "4", "--batch", "2000", "--rate", rate)
    let finished = result.errors.hasSuffix("\nWeights: weights.safetensors\n")
    let diverged = result.errors.contains(". The training has diverged: begin it anew with")
    #expect(result.status == (finished ? 0 : 1))
    #expect(finished != diverged, "\(result.errors)")
    if try lenet.names().contains("weights.safetensors") {
      #expect(try lenet("evaluate", "weights.safetensors").status == 0)
    }
  }
}
