import CCellRuntime
import CellRecords
import Foundation

/// The program's line to the runner that started it.
///
/// A cell's program has one recorder, made when the first cell begins. Outside the book, where
/// there is no runner, events go nowhere and `show` prints what it would have shown.
final class Recorder: Sendable {
  static let current = Recorder()

  /// What the runner wants, or `nil` outside the book.
  let plan: CellPlan?
  private let events: Int32

  private init() {
    unbuffer_standard_output()
    guard let path = ProcessInfo.processInfo.environment[CellPlan.environmentKey] else {
      plan = nil
      events = -1
      return
    }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      let plan = try JSONDecoder().decode(CellPlan.self, from: data)
      self.plan = plan
      events = open(plan.eventFile, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard events >= 0 else { fatalError("cannot write \(plan.eventFile)") }
      guard FileManager.default.changeCurrentDirectoryPath(plan.workingDirectory) else {
        fatalError("cannot enter \(plan.workingDirectory)")
      }
      // Without the trace an uncaught error is reported at its cell instead of its line.
      _ = throw_trace_install(plan.throwTraceFile)
    } catch {
      fatalError("cannot read the cell plan \(path): \(error)")
    }
  }

  func record(_ event: CellEvent) {
    guard plan != nil else { return }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      var line = try encoder.encode(event)
      line.append(UInt8(ascii: "\n"))
      let written = line.withUnsafeBytes { write(events, $0.baseAddress, $0.count) }
      guard written == line.count else { fatalError("cannot write the chapter's events") }
    } catch {
      fatalError("cannot record \(event): \(error)")
    }
  }

  /// Records something that a cell shows; outside the book it is printed in words.
  func record(_ output: CellOutput, orPrint words: @autoclosure () -> String) {
    guard plan != nil else { return print(words()) }
    record(.showed(output, textOffset: textOffset))
  }

  /// How many bytes the program has printed.
  var textOffset: Int {
    var status = stat()
    return fstat(STDOUT_FILENO, &status) == 0 ? Int(status.st_size) : 0
  }
}
