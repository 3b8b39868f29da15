import Foundation
import ProgramTesting
import Testing

@Suite("What benchmarks report", .onOwnThreads)
struct ReportTests {
  let program: Program

  init() throws { program = try Program() }

  /// The fields of the file that chapters read.
  struct Report: Decodable {
    struct Sample: Decodable {
      var unit: String
      var median: Double
      var repetitions: Int
    }
    struct Comparison: Decodable {
      var peer: String
      var absence: String?
      var ratio: Double?
      var goal: Goal?
    }
    struct Goal: Decodable {
      var bound: String
      var value: Double
      var found: Double?
    }
    struct Entry: Decodable {
      var benchmark: String
      var absence: String?
      var sample: Sample?
      var comparisons: [Comparison]
      var goals: [Goal]
    }
    struct Kernel: Decodable {
      var kernel: String
      var difference: Double
      var bound: Double
    }
    struct Bandwidth: Decodable {
      var oneThread: Double
    }
    var threads: Int
    var bandwidth: Bandwidth?
    var entries: [Entry]
    var kernels: [Kernel]
  }

  func report() throws -> Report {
    try JSONDecoder().decode(
      Report.self, from: try Data(contentsOf: program.file("results/benchmarks.json")))
  }

  @Test("Our own time is measured where a peer is missing, and the report says so")
  func peerIsMissing() throws {
    let result = try program("--only", "figures", "--repetitions", "2", "--output", "results")
    #expect(result.status == 0, "\(result.errors)")
    let entry = try #require(try report().entries.first)
    #expect(entry.benchmark == "figures")
    #expect(entry.sample?.repetitions == 2)
    #expect(entry.sample?.unit == "seconds")
    let matplotlib = try #require(entry.comparisons.first)
    #expect(matplotlib.absence == "not run: TORCH_PYTHON is not set")
    #expect(matplotlib.ratio == nil)
    #expect(matplotlib.goal?.value == 5)
    #expect(matplotlib.goal?.found == nil)
    let table = try program.text(of: "results/benchmarks.md")
    #expect(table.contains("| at least 5 times: not measured |"))
    #expect(result.output == table + "\n")
  }

  @Test("A Python without the package is one in which it is not installed")
  func packageIsMissing() throws {
    let result = try program(
      "--only", "figures", "--repetitions", "1", "--output", "results",
      python: try program.interpreter("exit 1"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(try report().entries.first?.comparisons.first?.absence == "not installed")
  }

  @Test("A peer's seconds become a ratio and a verdict")
  func ratio() throws {
    // Each plot takes this peer 1,000 s.
    let python = try program.interpreter(
      """
      [ "$1" = -c ] && exit 0
      while read work; do echo 1000; done
      """)
    let result = try program(
      "--only", "figures", "--repetitions", "1", "--output", "results", python: python)
    #expect(result.status == 0, "\(result.errors)")
    let entry = try #require(try report().entries.first)
    let comparison = try #require(entry.comparisons.first)
    let own = try #require(entry.sample)
    #expect(comparison.ratio == 1_000 / own.median)
    #expect(comparison.goal?.found == comparison.ratio)
    #expect(result.output.contains("at least 5 times: met"))
  }

  @Test("What is not measured again is kept")
  func earlierEntries() throws {
    for name in ["figures", "reading"] {
      let result = try program("--only", name, "--repetitions", "1", "--output", "results")
      #expect(result.status == 0, "\(result.errors)")
    }
    let entries = try report().entries
    #expect(entries.map(\.benchmark) == ["reading", "figures"])
    #expect(entries[0].absence == "no MNIST: MNIST_DIR names its folder")
    #expect(entries[1].sample != nil)
  }

  @Test("Reports from before the bandwidth was measured are taken up, and then have it")
  func earlierReport() throws {
    let earlier = """
      {"digits": "none", "entries": [], "instructionSet": "none", "kernels": [], "threads": 1,
       "peak": {"allThreads": 1, "oneThread": 1, "threads": 1}}
      """
    try FileManager.default.createDirectory(
      at: program.file("results"), withIntermediateDirectories: true)
    try Data(earlier.utf8).write(to: program.file("results/benchmarks.json"))
    let result = try program("--only", "reading", "--repetitions", "1", "--output", "results")
    #expect(result.status == 0, "\(result.errors)")
    let bandwidth = try #require(try report().bandwidth)
    #expect(bandwidth.oneThread > 0)
    #expect(result.output.contains("Copying in memory: "))
  }

  @Test("Every kernel is near the plain loops")
  func kernels() throws {
    let result = try program("--only", "kernels", "--repetitions", "1", "--output", "results")
    #expect(result.status == 0, "\(result.errors)")
    let kernels = try report().kernels
    #expect(kernels.count > 50)
    for kernel in kernels { #expect(kernel.difference <= kernel.bound, "\(kernel.kernel)") }
  }
}
