import Foundation
import Kernels
import NeuralNet
import ProgramTesting
import SinglePasses
import Testing

/// The very same files for processors that are not this one.
@Suite("Kernels for other processors", .onOwnThreads)
struct OtherProcessorsTests {
  static let hasNode = tool("node") != nil
  static let hasCompiler = tool("swiftc") != nil

  /// A program on the search path.
  static func tool(_ name: String) -> URL? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: "\($0)/\(name)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  /// Runs a program to its end, which must be a success.
  func run(_ name: String, _ arguments: [String]) throws {
    let (process, errors) = (Process(), Pipe())
    process.executableURL = Self.tool(name)
    process.arguments = arguments
    process.standardOutput = errors
    process.standardError = errors
    try process.run()
    let text = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(name): \(text)")
  }

  /// Compiles the kernels without the standard library.
  func compile(_ target: String, _ options: [String], to output: URL) throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/learn/Kernels").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
      .filter { $0.hasSuffix(".swift") }.map { sources.appending(path: $0).path }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try run(
      "swiftc",
      [
        "-target", target, "-enable-experimental-feature", "Embedded",
        "-enable-experimental-feature",
        "Extern", "-wmo", "-parse-as-library", "-Ounchecked", "-module-name", "Kernels",
      ] + options + files + ["-o", output.path])
  }

  @Test(
    "On arm64 a multiply-add is one instruction",
    .enabled(if: hasCompiler, "swiftc is not on the search path"))
  func arm64() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let assembly = folder.appending(path: "kernels.s")
    try compile("aarch64-none-none-elf", ["-D", "FMA", "-S"], to: assembly)
    let text = try String(contentsOf: assembly, encoding: .utf8)
    #expect(text.components(separatedBy: "\tfmla\t").count > 300)
    // The C library's function would be called once for each lane.
    #expect(!text.contains("fmaf"))
  }

  struct Training: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var tape: @Sendable () throws -> Tape
  }

  static let trainings = [
    Training(testDescription: "the article's network in batches of eight, with Adam") {
      let network = try ArticleNet.network(seed: 1)
      let bench = Bench(network, patterns: 8, needsInput: false)
      let factors = { (step: Int) in
        let (beta1, beta2) = (pow(0.9, Double(step + 1)), pow(0.999, Double(step + 1)))
        return [Float(2e-3 / (1 - beta1)), 0.9, 0.999, Float((1 - beta2).squareRoot()), 1e-8]
      }
      let programs = bench.program(of: Adam())
      return Tape(bench, programs, steps: 100) { step in
        // Minus the share of each of eight digits, at its class.
        let gradient = (0..<80).map { $0 % 10 == ($0 / 10 + step) % 10 ? Float(-0.125) : 0 }
        return (randomNumbers(8 * 1_024, seed: UInt64(step % 4)), gradient, factors(step))
      }
    },
    Training(testDescription: "the network of 1998, digit by digit") {
      let network = try LeNet5.network(initialization: .averaging, seed: 1)
      let bench = Bench(network, patterns: 1, needsInput: false)
      bench.setRates()
      return Tape(bench, bench.programOfDescent, steps: 100) { step in
        let gradient = (0..<10).map { $0 == step % 10 ? Float(1) : 0 }
        return (randomNumbers(1_024, seed: UInt64(step % 4)), gradient, [1e-4])
      }
    },
  ]

  @Test(
    "As WebAssembly a hundred updates end in the same bits as here",
    .enabled(if: hasCompiler && hasNode, "swiftc or node is not on the search path"),
    arguments: trainings)
  func webAssembly(training: Training) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let (kernels, output) = (
      folder.appending(path: "kernels.wasm"), folder.appending(path: "output")
    )
    try compile(
      "wasm32-unknown-none-wasm",
      ["-Xcc", "-msimd128", "-Xclang-linker", "-nostdlib", "-Xlinker", "--no-entry"], to: kernels)
    let tape = try training.tape()
    let (json, data) = (folder.appending(path: "tape.json"), folder.appending(path: "data"))
    try tape.write(json: json, data: data)
    let script = try #require(Bundle.module.url(forResource: "Node", withExtension: nil))
      .appending(path: "run.mjs")
    try run("node", [script.path, kernels.path, json.path, data.path, output.path])
    let bytes = try Data(contentsOf: output)
    let before = tape.parameters
    let here = tape.run(by: .baseline)
    let there = bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(there == here)
    #expect(here != before && here.allSatisfy(\.isFinite))
  }
}
