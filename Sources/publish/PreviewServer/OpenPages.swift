import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// The pages that are open in browsers: told by server-sent events when to load themselves again,
/// and what is wrong with the book.
///
/// - Source: HTML Living Standard, section 9.2, "Server-sent events".
final class OpenPages: Sendable {
  static let path = "/_events"

  /// What a page is sent with.
  struct Book {
    /// Names what the site holds, also beyond the end of this server: the next one begins anew.
    var version: String
    /// What is wrong with the book; pages show it.
    var errors: [String]
  }

  private struct State {
    /// How many times the site has changed since the server started.
    var changes = 0
    var errors: [String] = []
    var listeners: [any Channel] = []
  }

  private let start = Int(Date().timeIntervalSince1970 * 1_000)
  private let state = Mutex(State())

  var book: Book { state.withLock { currentBook($0) } }

  private func currentBook(_ state: State) -> Book {
    Book(version: "\(start)-\(state.changes)", errors: state.errors)
  }

  func reload(errors: [String]) {
    let listeners = state.withLock { state in
      state.changes += 1
      state.errors = errors
      return state.listeners
    }
    send(Self.reloadEvent, to: listeners)
  }

  func show(errors: [String]) {
    let listeners = state.withLock { state in
      state.errors = errors
      return state.listeners
    }
    send(Self.event(of: errors), to: listeners)
  }

  /// Sends a comment, which browsers ignore: it keeps what lies between from giving up.
  func sendComment() {
    send(":\n\n", to: state.withLock { $0.listeners })
  }

  /// Begins to send events on a channel whose answer has begun.
  ///
  /// Called on the channel's own thread, so that nothing is sent between.
  ///
  /// - Parameter shown: The version of the site that the page shows.
  func add(_ channel: any Channel, showing shown: String?) {
    let book = state.withLock { state in
      state.listeners.append(channel)
      return currentBook(state)
    }
    var events = "retry: 500\n\n"
    if let shown, shown != book.version { events += Self.reloadEvent }
    if !book.errors.isEmpty { events += Self.event(of: book.errors) }
    send(events, to: [channel])
  }

  func remove(_ channel: any Channel) {
    state.withLock { $0.listeners.removeAll { $0 === channel } }
  }

  private func send(_ events: String, to listeners: [any Channel]) {
    for channel in listeners {
      // A page that takes nothing more is gone, or will ask again.
      guard channel.isWritable else {
        channel.close(promise: nil)
        continue
      }
      let part = HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: events)))
      channel.writeAndFlush(part, promise: nil)
    }
  }

  private static let reloadEvent = "event: reload\ndata: changed\n\n"

  private static func event(of errors: [String]) -> String {
    let lines = errors.joined(separator: "\n\n")
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return "event: errors\n" + lines.map { "data: \($0)\n" }.joined() + "\n"
  }
}
