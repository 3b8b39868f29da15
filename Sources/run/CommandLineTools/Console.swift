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
  /// Whether somebody watches on a terminal.
  public let isInteractive: Bool
  private let isColored: Bool
  private let printsToErrors: Bool
  private let state = Mutex(State())

  /// - Parameter printsToErrors: whether results go to standard error as well, because a file that
  ///   was asked for goes to standard output.
  public init(_ verbosity: Verbosity, printsToErrors: Bool = false) {
    self.verbosity = verbosity
    self.printsToErrors = printsToErrors
    isInteractive = isatty(STDERR_FILENO) == 1
    let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    isColored = isInteractive && noColor.isEmpty
  }

  /// Prints a result. If it cannot be written, the program goes on to its end and fails there.
  public func print(_ line: String) {
    write(line + "\n", toErrors: printsToErrors)
  }

  /// Says what is done, unless quiet is wanted.
  public func say(_ line: String) {
    guard verbosity != .quiet else { return }
    write(line + "\n", toErrors: true)
  }

  /// Says what only those want to know who asked for more.
  public func mention(_ line: @autoclosure () -> String) {
    if verbosity == .verbose { say(line()) }
  }

  /// Prints a problem, even to those who asked for quiet.
  public func complain(_ line: String) {
    write(line + "\n", toErrors: true)
  }

  /// Shows how far the work is.
  ///
  /// - Parameters:
  ///   - title: what the work is.
  ///   - fraction: how much of it is done, from 0 to 1; what is outside, as a server's or a cell's
  ///     wrong count makes it, is taken for the nearest of these.
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
    let fraction = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    let percent = String(format: "%3.0f %%", 100 * fraction)
    if isInteractive {
      let room = Self.columns - title.count - percent.count - Self.barLength - 4
      let details = details.prefix(max(room, 0))
      write(
        "\(title) \(bar(fraction)) \(percent)  \(details)", toErrors: true,
        width: title.count + Self.barLength + percent.count + details.count + 4)
    } else {
      write(
        "\(title), \(percent.trimmingPrefix { $0 == " " }): \(details)\n", toErrors: true)
    }
  }

  /// Shows what the work is at, on the line that keeps changing; nothing where there is no
  /// terminal.
  public func show(_ title: String) {
    guard isInteractive, verbosity != .quiet else { return }
    let line = String(title.prefix(Self.columns - 1))
    write(line, toErrors: true, width: line.count)
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
    write("", toErrors: true)
  }

  /// Writes in the place of the line of progress. Work that goes on side by side writes in turn.
  ///
  /// - Parameter width: how wide the text is if it is a line of progress.
  private func write(_ text: String, toErrors: Bool, width: Int = 0) {
    state.withLock { state in
      let cleared =
        state.width > 0 ? "\r" + String(repeating: " ", count: state.width) + "\r" : ""
      state.width = width
      // If nobody reads what is said there is nobody to tell.
      try? FileHandle.standardError.write(
        contentsOf: Data((toErrors ? cleared + text : cleared).utf8))
      if !toErrors { StandardOutput.write(text) }
    }
  }

  /// How wide the terminal is.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
