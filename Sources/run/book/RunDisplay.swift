import CellRunner
import CommandLineTools
import Foundation
import Synchronization

/// What the person at the terminal sees while chapters run, and the table of slow cells after it.
final class RunDisplay: Sendable {
  /// What a chapter is at.
  private struct Activity {
    var text: String
    /// The share of a long cell's work that is done, and the cell's own word on it.
    var progress: (fraction: Double, message: String)?
  }

  private struct State {
    /// What each running chapter is at, by its name.
    var running: [String: Activity] = [:]
    var times: [(chapter: String, time: RunProgress.CellTime)] = []
  }

  private let console: Console
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(console: Console) {
    self.console = console
  }

  func show(_ progress: RunProgress) {
    switch progress {
    case .compiling(let chapter):
      set(chapter, Activity(text: "compiling"))
    case .running(let chapter, let cell, let index, let count):
      set(chapter, Activity(text: "\(cell) (\(index + 1) of \(count))"))
    case .waiting(let chapter, let checkpoint):
      set(chapter, Activity(text: "waits for “\(checkpoint)”"))
    case .progressed(let chapter, let cell, let fraction, let message):
      set(chapter, Activity(text: cell, progress: (fraction, message)))
      if !console.isInteractive {
        console.show("\(chapter): \(cell)", fraction: fraction, details: message)
      }
    case .finished(let chapter, let seconds, let cells):
      state.withLock { $0.times += cells.map { (chapter, $0) } }
      set(chapter, nil)
      console.say("\(chapter): ran in \(Console.text(seconds: seconds))")
    case .reused(let chapter):
      set(chapter, nil)
    case .failed(let chapter):
      set(chapter, nil)
      console.say("\(chapter): failed")
    }
  }

  private func set(_ chapter: String, _ activity: Activity?) {
    state.withLock { $0.running[chapter] = activity }
    refresh()
  }

  /// Shows the running chapters anew, with the time that has passed: one with a bar, several in a
  /// row.
  func refresh() {
    guard console.isInteractive else { return }
    let running = state.withLock { $0.running }.sorted { $0.key < $1.key }
    guard let first = running.first else { return }
    let time = "\(Int((ContinuousClock.now - start) / .seconds(1))) s"
    if running.count == 1, let progress = first.value.progress {
      let title = "\(time)  \(Self.shortName(first.key)): \(first.value.text)"
      return console.show(title, fraction: progress.fraction, details: progress.message)
    }
    let chapters = running.map { chapter, activity in
      let progress = activity.progress.map { String(format: " %.0f %%", 100 * $0.fraction) } ?? ""
      return "\(Self.shortName(chapter)): \(activity.text)\(progress)"
    }
    console.show(time + "  " + chapters.joined(separator: "  ·  "))
  }

  /// Lets the time go on while nothing else changes.
  func tick() async {
    while (try? await Task.sleep(for: .milliseconds(500))) != nil { refresh() }
  }

  private static func shortName(_ chapter: String) -> String {
    chapter.replacing(/^chapters\/|\.md$/, with: "")
  }

  /// The cells that took the most time, for those who want a faster book.
  func showSlowestCells() {
    let slow = state.withLock { $0.times }.filter { $0.time.seconds >= 0.5 }
      .sorted { $0.time.seconds > $1.time.seconds }.prefix(5)
    guard !slow.isEmpty else { return }
    console.say("The slowest cells:")
    for (chapter, time) in slow {
      let seconds = String(format: "%7.1f s", time.seconds)
      console.say("\(seconds)  \(time.cell) of \(chapter)")
    }
  }
}
