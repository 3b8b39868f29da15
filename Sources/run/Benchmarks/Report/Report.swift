import Foundation

/// Everything that was measured, and what a reader must know to judge it.
struct Report: Codable {
  /// What the kernels were compiled for, such as `AVX2 and FMA`.
  let instructionSet: String
  let threads: Int
  /// Where the digits come from, in a line for readers.
  let digits: String
  let peak: RegisterPeak
  /// `nil` in reports from before it was measured.
  var bandwidth: CopyBandwidth?
  var entries: [Entry] = []
  var kernels: [KernelEntry] = []
  /// `nil` in reports from before they were measured.
  var instructions: [InstructionEntry]?

  static let fileName = "benchmarks.json"

  /// Takes what an earlier report says of benchmarks that did not run this time, if it was made
  /// under the same conditions.
  mutating func complete(from earlier: Report, order: [String]) {
    guard
      earlier.instructionSet == instructionSet, earlier.threads == threads,
      earlier.digits == digits
    else { return }
    let fresh = Set(entries.map(\.benchmark))
    let all = entries + earlier.entries.filter { !fresh.contains($0.benchmark) }
    entries = all
    arrange(in: order)
    if kernels.isEmpty { kernels = earlier.kernels }
    if instructions == nil { instructions = earlier.instructions }
  }

  /// Puts the entries in the order of their benchmarks.
  mutating func arrange(in order: [String]) {
    let all = entries
    entries = order.flatMap { name in all.filter { $0.benchmark == name } }
  }

  /// Reads a report, or returns `nil` if the folder has none.
  ///
  /// - Throws: if the file is there and is no report.
  static func read(from folder: URL) throws -> Report? {
    let file = folder.appending(path: fileName)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do {
      return try JSONDecoder().decode(Report.self, from: try Data(contentsOf: file))
    } catch {
      throw ReportError(
        file: fileName, expected: "an earlier report; remove the file to begin anew",
        found: "\(error)")
    }
  }

  /// Writes `benchmarks.json` and, for readers, `benchmarks.md`.
  func write(to folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try (encoder.encode(self) + Data("\n".utf8))
      .write(to: folder.appending(path: Self.fileName), options: .atomic)
    try Data(markdown.utf8)
      .write(to: folder.appending(path: "benchmarks.md"), options: .atomic)
  }
}

/// A file of results that is none.
struct ReportError: Error, CustomStringConvertible {
  var file: String
  var expected: String
  var found: String
  var description: String { "\(file): expected \(expected), found \(found)" }
}
