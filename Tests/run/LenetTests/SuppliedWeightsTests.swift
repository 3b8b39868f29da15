import Datasets
import Foundation
import ModelFiles
import ProgramTesting
import Testing

@Suite("Weights that come with lenet", .onOwnThreads)
struct SuppliedWeightsTests {
  let lenet: Lenet

  init() throws { lenet = try Lenet() }

  private static let recipes = ["article-improved", "lenet5-distorted"]

  private func file(_ name: String) -> URL {
    Bundle.main.bundleURL
      .appending(path: "LeNet5Book_lenet.resources/Weights/\(name).safetensors")
  }

  @Test("say how they were made and how well they do, and are small", arguments: recipes)
  func metadata(name: String) throws {
    let weights = try SafetensorsFile(contentsOf: file(name))
    let record = try TrainingRecord(of: weights)
    #expect(record.network == name)
    #expect(record.dataSet == "MNIST, 60,000 training and 10,000 test digits")
    #expect(
      record.command
        == "lenet train --recipe \(name) --seed \(record.seed) --epochs \(record.epochs)")
    #expect(try #require(record.testError) < 0.01)
    #expect(try Data(contentsOf: file(name)).count < 300_000)
  }

  @Test("read digits at once, from any folder and through a link to the program")
  func predict() throws {
    let digits = try Digits.sample().test
    var right = 0
    let said = /\d\d % of MNIST's test digits\n/
    for index in 0..<20 {
      let picture = digits.image(at: index).resized(width: 84, height: 84)
      try picture.writePNG(to: lenet.file("\(index).png"))
      let result = try lenet("predict", "\(index).png")
      #expect(result.status == 0)
      let start = "Weights: article-improved, which come with lenet and misread 0."
      #expect(result.errors.hasPrefix(start))
      #expect(result.errors.dropFirst(start.count).wholeMatch(of: said) != nil)
      if result.output.hasPrefix("\(index).png: \(digits.labels[index]) ") { right += 1 }
    }
    #expect(right >= 19)
    let plain = try lenet("predict", "0.png", "-q")
    let line = """
      ln -s "$(command -v lenet)" reader; mkdir far; cd far; ../reader predict -q - < ../0.png
      """
    let linked = try lenet.shell(line)
    #expect(linked.status == 0)
    #expect(linked.output.dropFirst("-".count) == plain.output.dropFirst("0.png".count))
  }

  @Test("are known by their names, unless a file has the name")
  func names() throws {
    let evaluated = try lenet("evaluate", "lenet5-distorted", "-q")
    #expect(evaluated.status == 0)
    let accuracy = evaluated.output.firstMatch(of: /Accuracy: (0\.\d+|1\.0+)/)
    #expect(try #require(accuracy.flatMap { Double($0.1) }) > 0.98)
    #expect(try lenet("export", "lenet5-distorted", "--onnx", "o", "-q").status == 0)
    try Data("mine".utf8).write(to: lenet.file("lenet5-distorted"))
    let mine = try lenet("evaluate", "lenet5-distorted")
    #expect(mine.status == 1)
    #expect(
      mine.errors == "Error: lenet5-distorted: expected a safetensors file, found a text file\n")
  }

  @Test(
    "Pictures come from files, pipes and standard input",
    arguments: [
      "lenet predict -q /dev/stdin < a.png", "cat a.png | lenet predict -q -",
      "lenet predict -q <(cat a.png)", "cat a.png | lenet predict -q /dev/fd/0",
      "mkfifo p; cat a.png > p & lenet predict -q p",
    ])
  func pipes(line: String) throws {
    try Digits.sample().test.image(at: 0).writePNG(to: lenet.file("a.png"))
    let wanted = try lenet("predict", "-q", "a.png").output.dropFirst("a.png".count)
    let result = try lenet.shell(line)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.hasSuffix(wanted))
  }
}
