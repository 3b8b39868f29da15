import Foundation
import ModelFiles
import NeuralNet
import ProgramTesting
import Testing

@Suite(
  "Files exchanged with Python", .onOwnThreads,
  .enabled(if: PythonPackages.areExpected, PythonPackages.reason))
final class PythonExchangeTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "exchange-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @Test("Python's safetensors reads our files, and we read its")
  func safetensors() throws {
    let ours = folder.appending(path: "ours.safetensors")
    let theirs = folder.appending(path: "theirs.safetensors")
    let file = SafetensorsFile(
      entries: [
        "weight": .floats(Tensor(shape: [2, 3], scalars: [1, -2, 0.5, 1e-30, 1e38, -0.25])),
        "labels": .integers(shape: [3], values: [-1, 0, 1_000_000_000]),
        "empty": .floats(Tensor(shape: [0, 4])),
        "single": .floats(Tensor(shape: [], scalars: [7])),
      ], metadata: ["seed": "1", "quoted \"é\"": "🙂"])
    try file.write(to: ours)
    let printed = try PythonPackages.installed.get().run("check_safetensors.py", [ours, theirs])
    #expect(
      printed.split(separator: "\n") == [
        "quoted \"é\"=🙂", "seed=1",
        "empty float32 [0, 4] []",
        "labels int32 [3] [-1, 0, 1000000000]",
        "single float32 [] [7.0]",
        "weight float32 [2, 3] [1.0, -2.0, 0.5, 1.0000000031710769e-30, "
          + "9.999999680285692e+37, -0.25]",
      ])
    let read = try SafetensorsFile(contentsOf: theirs)
    #expect(read.metadata == ["written by": "Python"])
    #expect(read.entries.keys.sorted() == ["empty", "labels", "single", "weight"])
    #expect(
      try read.tensor("weight")
        == Tensor(shape: [2, 3], scalars: [2, -4, 1, 2e-30, 2e38, -0.5]))
    #expect(try read.integers("labels") == [-2, 0, 2_000_000_000])
    #expect(try read.tensor("empty").shape == [0, 4])
    #expect(try read.tensor("single") == Tensor(shape: [], scalars: [14]))
  }

  @Test("What Python's safetensors refuses is refused, and what it accepts is read")
  func headers() throws {
    let verdicts = try PythonPackages.installed.get().run("make_headers.py", [folder])
      .split(separator: "\n").map { $0.split(separator: " ") }
    #expect(verdicts.count > 500)
    for verdict in verdicts {
      let text = message { try SafetensorsFile(contentsOf: folder.appending(path: verdict[0])) }
      if verdict[1] == "refused" {
        #expect(text != "no error", "\(verdict[0])")
      } else if text != "no error" {
        // Numbers beyond 63 bits are no shapes here, and of equal keys none is better.
        #expect(
          text.contains("dtype, shape and two data_offsets") || text.contains("a second time"),
          "\(verdict[0])")
      }
    }
  }

  @Test("onnxruntime computes what a network computes", arguments: ExportedNetwork.all)
  func onnx(exported: ExportedNetwork) throws {
    let network = try exported.network()
    let model = folder.appending(path: "model.onnx")
    let examples = folder.appending(path: "examples.safetensors")
    let record = TrainingRecord(network: exported.name, seed: 3, dataSet: "none", epochs: 0)
    try network.exportONNX(to: model, metadata: record.metadata)
    var entries: [String: SafetensorsFile.Entry] = [:]
    var generator = SeededGenerator(seed: 9)
    for batch in [1, 7] {
      let shape = [batch] + network.inputShape
      let images = Tensor(
        shape: shape,
        scalars: (0..<shape.reduce(1, *)).map { _ in generator.uniform(in: -0.1...1.175) })
      entries["images.\(batch)"] = .floats(images)
      entries["outputs.\(batch)"] = .floats(network(images))
    }
    try SafetensorsFile(entries: entries, metadata: record.metadata).write(to: examples)
    let printed = try PythonPackages.installed.get().run("check_onnx.py", [model, examples])
    #expect(printed.contains("batch of 1: largest difference"))
    #expect(printed.contains("batch of 7: largest difference"))
  }
}

/// A network that is exported in tests.
struct ExportedNetwork: Sendable, CustomTestStringConvertible {
  let name: String
  let network: @Sendable () throws -> Network

  var testDescription: String { name }

  static let all = [
    ExportedNetwork(name: "article") { try ArticleNet.network(seed: 1) },
    ExportedNetwork(name: "article with one branch") {
      try ArticleNet.network(branches: 1, seed: 2)
    },
    ExportedNetwork(name: "lenet5") { try LeNet5.network(seed: 1) },
    ExportedNetwork(name: "lenet5 with wide first weights") {
      try LeNet5.network(initialization: Initialization(.overFanIn(20)), seed: 2)
    },
    ExportedNetwork(name: "windows that leave a rest, a shortcut, maps at the end") {
      try Network(input: [2, 11, 9], seed: 3) {
        Conv2D("c1", maps: 4, kernel: 2)
        MaxPool2D("s1", window: 3)
        Subsampling2D("s2", window: 1)
        Sum("sum") {
          Branch {}
          Branch { ReLU() }
          Branch {
            Conv2D("c2", maps: 4, kernel: 1)
            ReLU()
          }
        }
      }
    },
    ExportedNetwork(name: "units, layers without names") {
      try Network(input: [5], seed: 4) {
        Dense(units: 6)
        ReLU()
        ReLU()
        Dense(units: 3)
        LogSoftmax()
      }
    },
  ]
}
