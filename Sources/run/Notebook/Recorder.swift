import BookRecords
import CCellRuntime
import Foundation

/// The program's line to the runner that started it.
///
/// A cell's program has one recorder, made when the first cell begins. Outside the book, where
/// there is no runner, events go nowhere and `show` prints what it would have shown.
final class Recorder: Sendable {
  static let current = Recorder()

  /// What the runner wants, or `nil` outside the book.
  let plan: CellPlan?

  private init() {
    unbuffer_standard_output()
    begin_own_tasks()
    guard let path = ProcessInfo.processInfo.environment[CellPlan.environmentKey] else {
      plan = nil
      return
    }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      let plan = try JSONDecoder().decode(CellPlan.self, from: data)
      self.plan = plan
      guard FileManager.default.changeCurrentDirectoryPath(plan.places.workingDirectory) else {
        fatalError("cannot enter \(plan.places.workingDirectory)")
      }
      limit_memory(UInt64(plan.memoryLimit))
      // Without the trace an uncaught error is reported at its cell instead of its line.
      _ = throw_trace_install(plan.throwTraceFile)
      InputFiles.observe(plan.places)
    } catch {
      fatalError("cannot read the cell plan \(path): \(error)")
    }
  }

  func record(_ event: CellEvent) {
    guard let plan else { return }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let line = try encoder.encode(event) + [UInt8(ascii: "\n")]
      let status = InputFiles.unobserved {
        defer { ring_at(plan.doorbell) }
        return line.withUnsafeBytes { append_to_file(plan.eventFile, $0.baseAddress, $0.count) }
      }
      guard status == 0 else { fatalError("cannot write the chapter's events") }
    } catch {
      fatalError("cannot record \(event): \(error)")
    }
  }

  /// Records something that a cell shows; outside the book it is printed in words.
  func record(_ output: CellOutput, orPrint words: @autoclosure () -> String) {
    guard plan != nil else { return print(words()) }
    if let name = Position.openCheckpoint {
      // It would be missing from the next build, which skips the checkpoint's body.
      fatalError("cannot show within the checkpoint “\(name)”: show its value after it")
    }
    record(.showed(output, textOffset: textOffset))
  }

  /// How many bytes the program has printed.
  var textOffset: Int {
    var status = stat()
    guard let plan, stat(plan.textFile, &status) == 0 else { return 0 }
    return Int(status.st_size)
  }

  /// What the program printed from some offset on, up to what a page holds of it.
  func printed(from offset: Int) -> Data {
    InputFiles.unobserved {
      guard let plan else { return Data() }
      let text = PrintedText(file: URL(fileURLWithPath: plan.textFile))
      return Data(text.shown(from: offset, limit: CellPlan.printedLimit).utf8)
    }
  }
}
