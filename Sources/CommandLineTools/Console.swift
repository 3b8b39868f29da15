import Foundation
import Synchronization

/// How much the person at the terminal wants to see.
public enum Verbosity: Sendable {
  case quiet, normal, verbose
}

/// What the person at the terminal sees: results on standard output, and on standard error what is
/// said about them, with one line of progress that keeps changing.
///
/// Where standard error is no terminal, progress is a line every few seconds.
public final class Console: Sendable {
  private struct State {
    var width = 0
    var lastProgress: ContinuousClock.Instant?
  }

  public let verbosity: Verbosity
  private let isInteractive: Bool
  private let isColored: Bool
  private let state = Mutex(State())

  public init(_ verbosity: Verbosity) {
    self.verbosity = verbosity
    isInteractive = isatty(STDERR_FILENO) == 1
    let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    isColored = isInteractive && noColor.isEmpty
  }

  /// Prints a result.
  public func print(_ line: String) {
    endProgress()
    Self.write(line + "\n", to: .standardOutput)
  }

  /// Says what is done, unless quiet is wanted.
  public func say(_ line: String) {
    guard verbosity != .quiet else { return }
    endProgress()
    Self.write(line + "\n", to: .standardError)
  }

  /// Says what only those want to know who asked for more.
  public func mention(_ line: @autoclosure () -> String) {
    if verbosity == .verbose { say(line()) }
  }

  /// Prints a problem, even to those who asked for quiet.
  public func complain(_ line: String) {
    endProgress()
    Self.write(line + "\n", to: .standardError)
  }

  /// Shows how far the work is.
  ///
  /// - Parameters:
  ///   - title: what the work is.
  ///   - fraction: how much of it is done, from 0 to 1.
  ///   - details: what else there is to say.
  public func show(_ title: String, fraction: Double, details: String) {
    guard verbosity != .quiet else { return }
    let interval: Duration = isInteractive ? .milliseconds(100) : .seconds(5)
    let now = ContinuousClock.now
    let isDue = state.withLock { state in
      // The first line without a terminal comes after the first few seconds.
      guard let last = state.lastProgress else {
        state.lastProgress = now
        return isInteractive
      }
      guard now - last >= interval else { return false }
      state.lastProgress = now
      return true
    }
    guard isDue else { return }
    let percent = String(format: "%3.0f %%", 100 * fraction)
    if isInteractive {
      let visible = title.count + details.count + percent.count + Self.barLength + 4
      endProgress()
      state.withLock { $0.width = visible }
      Self.write("\(title) \(bar(fraction)) \(percent)  \(details)", to: .standardError)
    } else {
      Self.write(
        "\(title), \(percent.trimmingPrefix { $0 == " " }): \(details)\n", to: .standardError)
    }
  }

  /// Shows what the work is at, on the line that keeps changing; nothing where there is no
  /// terminal.
  public func show(_ title: String) {
    guard isInteractive, verbosity != .quiet else { return }
    let line = String(title.prefix(100))
    endProgress()
    state.withLock { $0.width = line.count }
    Self.write(line, to: .standardError)
  }

  private static let barLength = 24

  private func bar(_ fraction: Double) -> String {
    let full = Int((fraction * Double(Self.barLength)).rounded(.down))
    let parts = (
      String(repeating: "━", count: full), String(repeating: "─", count: Self.barLength - full)
    )
    return isColored ? "\u{1B}[32m\(parts.0)\u{1B}[39m\(parts.1)" : parts.0 + parts.1
  }

  /// Clears the line of progress.
  public func endProgress() {
    let width = state.withLock { state in
      defer { state.width = 0 }
      return state.width
    }
    if width > 0 {
      Self.write("\r" + String(repeating: " ", count: width) + "\r", to: .standardError)
    }
  }

  private static func write(_ text: String, to file: FileHandle) {
    // If nobody reads any more there is nobody to tell.
    try? file.write(contentsOf: Data(text.utf8))
  }
}
