import BookModel
import Foundation

/// Where and why a chapter's program stopped, from what the Swift runtime left behind.
struct CrashReport {
  /// The places in chapters on the call stack, the innermost first.
  var positions: [SourcePosition] = []
  /// Why the program stopped, where that could be found.
  var reason: String?

  /// Reads the JSON report that the runtime's backtracer writes when a program traps.
  ///
  /// The reason is the runtime's own name for the failure, or it follows from the function of the
  /// standard library that trapped: optimised code carries no message of its own.
  init(backtrace file: URL, chapters: [Chapter]) {
    guard let data = try? Data(contentsOf: file),
      let report = try? JSONDecoder().decode(Backtrace.self, from: data)
    else { return }
    let frames = report.threads.flatMap(\.frames)
    positions = frames.compactMap { $0.sourceLocation?.position(in: chapters) }
    let prefix = "Swift runtime failure: "
    if report.description.hasPrefix(prefix) {
      reason = String(report.description.dropFirst(prefix.count))
    } else if frames.first?.description?.contains("Array.subscript") == true {
      reason = "Index out of range"
    } else if report.description.contains("divide") {
      reason = "Division by zero"
    } else if report.description.hasPrefix("Bad pointer dereference") {
      reason = "Access to memory that is not the program's (or endless recursion)"
    }
  }

  /// Reads the call stack that `CCellRuntime` noted when the latest error was thrown.
  init(throwTrace file: URL, program: URL, toolchain: Toolchain, chapters: [Chapter]) async {
    guard let symbolizer = toolchain.symbolizer,
      let words = (try? Data(contentsOf: file)).map(Self.words), let count = words.first
    else { return }
    // A return address points behind the call that it belongs to.
    let addresses = words.dropFirst().prefix(Int(count)).map {
      "0x" + String($0 &- 1, radix: 16)
    }
    let output = file.appendingPathExtension("json")
    let symbolize = ChildProcess(
      executable: symbolizer.path,
      arguments: ["--obj=" + program.path, "--inlines", "--output-style=JSON"] + addresses,
      environment: toolchain.environment, outputFile: output)
    guard !addresses.isEmpty, (try? await symbolize.run()) == .exited(0),
      let data = try? Data(contentsOf: output),
      let stack = try? JSONDecoder().decode([Symbolized].self, from: data)
    else { return }
    positions = stack.flatMap(\.symbols).compactMap { $0.position(in: chapters) }
  }

  private static func words(_ data: Data) -> [UInt64] {
    stride(from: 0, to: data.count - 7, by: 8).map { offset in
      data[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

/// The parts that we need of the runtime's report.
private struct Backtrace: Decodable {
  struct Thread: Decodable {
    var frames: [Frame]
  }
  struct Frame: Decodable {
    var description: String?
    var sourceLocation: Location?
  }
  struct Location: Decodable {
    var file: String
    var line: Int
    var column: Int
  }
  var description: String
  var threads: [Thread]
}

/// The parts that we need of the symbolizer's answer for one address.
private struct Symbolized: Decodable {
  var symbols: [Symbol]

  struct Symbol: Decodable {
    var file: String
    var line: Int
    var column: Int

    enum CodingKeys: String, CodingKey {
      case file = "FileName"
      case line = "Line"
      case column = "Column"
    }

    func position(in chapters: [Chapter]) -> SourcePosition? {
      Backtrace.Location(file: file, line: line, column: column).position(in: chapters)
    }
  }

  enum CodingKeys: String, CodingKey {
    case symbols = "Symbol"
  }
}

extension Backtrace.Location {
  /// The place in a chapter; `nil` for a line of the library or of the runner's own.
  fileprivate func position(in chapters: [Chapter]) -> SourcePosition? {
    // Code that the compiler made has the line 0.
    guard line > 0 else { return nil }
    return chapters.first { file == $0.file || file.hasSuffix("/" + $0.file) }.map {
      $0.fromTangled(SourcePosition(file: $0.file, line: line, column: max(column, 1)))
    }
  }
}
