import ArgumentParser
import CommandLineTools
import Datasets
import Foundation
import NeuralNet

/// Checks the kernels, and that other frameworks compute the same, then times both in turn.
@main
struct Benchmarks: AsyncParsableCommand {
  static let all: [any Benchmark.Type] = [
    TrainingBenchmark.self, InferenceBenchmark.self, PatternBenchmark.self, ShapeBenchmark.self,
    MemoryBenchmark.self, ReadingBenchmark.self, ResizingBenchmark.self, FigureBenchmark.self,
    BookBenchmark.self,
  ]
  static let names = all.map { $0.name } + [KernelBenchmark.section]

  static let configuration = CommandConfiguration(
    commandName: "Benchmarks",
    abstract: "Checks the book's code against plain loops and other frameworks, then times it.",
    discussion: """
      Peers run in the Python that TORCH_PYTHON names, as far as it has their packages: torch, \
      onnxruntime, matplotlib, pillow. Without them our own times are measured alone.

      What --only names:
      \(all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
        \(KernelBenchmark.section): each layer's kernels on one thread, beside the plain loops, and each instruction
      """,
    subcommands: [TrainingMemory.self])

  @Option(parsing: .upToNextOption, help: "Measure these only.  (default: all)")
  var only: [String] = []

  @Option(help: "How often each piece of work is timed, after once to warm up.")
  var repetitions = 5

  @Option(
    help: ArgumentHelp(
      "Where benchmarks.json and benchmarks.md go; what --only leaves out is kept there.",
      valueName: "folder"))
  var output: String?

  static func main() async { await runTool() }

  func validate() throws {
    guard repetitions >= 1 else {
      throw ValidationError("--repetitions: expected at least 1, found \(repetitions)")
    }
    if let unknown = only.first(where: { !Self.names.contains($0) }) {
      throw ValidationError(
        "--only: expected \(Self.names.joined(separator: ", ")), found \(unknown)")
    }
  }

  func run() async throws {
    let console = Console(.normal)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "benchmarks-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let destination = output.map { URL(filePath: $0, directoryHint: .isDirectory) }
    let earlier = try destination.flatMap(Report.read)

    let conditions = try Conditions(
      repetitions: repetitions, folder: folder, console: console,
      threads: threadCount(in: ProcessInfo.processInfo.environment))
    if conditions.peak.isDisturbed {
      console.complain(
        "All threads together do less than 0.8 of what each does alone: something else is at work, "
          + "or threads share cores. Times will be too long.")
    }
    var report = Report(
      instructionSet: KernelBuild.fastest.name, threads: conditions.threads,
      digits: conditions.digits.source, peak: conditions.peak, bandwidth: CopyBandwidth())
    if isWanted(KernelBenchmark.section) {
      console.say("\(KernelBenchmark.section) ...")
      report.kernels = try KernelBenchmark.entries(conditions)
      report.instructions = try InstructionEntry.entries(conditions)
    }
    // Pictures first, as in a program that only draws: once large blocks of memory were freed, the
    // allocator gives those of pictures back to the system each time.
    for benchmark in [FigureBenchmark.self] + Self.all.filter({ $0 != FigureBenchmark.self })
    where isWanted(benchmark.name) {
      console.say("\(benchmark.name) ...")
      report.entries += try benchmark.entries(conditions)
    }
    report.arrange(in: Self.names)
    console.print(report.markdown)
    if let destination {
      if let earlier { report.complete(from: earlier, order: Self.names) }
      try report.write(to: destination)
    }
  }

  private func isWanted(_ name: String) -> Bool { only.isEmpty || only.contains(name) }
}
