import FlyingFox
import FlyingSocks
import Foundation

/// Tells the pages that are open to load themselves again, by server-sent events.
///
/// - Source: HTML Living Standard, section 9.2, "Server-sent events".
actor ReloadEvents {
  static let path = "/_events"

  /// How many times the book has changed since the server started.
  private(set) var version = 0
  private var listeners: [Int: AsyncStream<Data>.Continuation] = [:]
  private var nextListener = 0

  func reload() {
    version += 1
    send(Self.reloadEvent)
  }

  /// Sends a comment, which browsers ignore: without traffic, a closed page is never noticed.
  func sendComment() {
    send(Data(":\n\n".utf8))
  }

  /// The events for a page that shows a version of the book, without end.
  func response(toPageShowing shown: Int?) -> HTTPResponse {
    HTTPResponse(
      statusCode: .ok,
      headers: HTTPHeaders([
        .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
      ]),
      body: HTTPBodySequence(from: EventBytes(chunks: events(since: shown))))
  }

  private func events(since shown: Int?) -> AsyncStream<Data> {
    let (stream, continuation) = AsyncStream.makeStream(of: Data.self)
    let listener = nextListener
    nextListener += 1
    listeners[listener] = continuation
    continuation.onTermination = { [weak self] _ in
      Task { await self?.remove(listener) }
    }
    continuation.yield(Data("retry: 500\n\n".utf8))
    if let shown, shown != version { continuation.yield(Self.reloadEvent) }
    return stream
  }

  private func remove(_ listener: Int) {
    listeners[listener] = nil
  }

  private func send(_ chunk: Data) {
    for continuation in listeners.values { continuation.yield(chunk) }
  }

  private static let reloadEvent = Data("event: reload\ndata: changed\n\n".utf8)
}

/// Chunks of bytes in the form that FlyingFox sends.
private struct EventBytes: AsyncBufferedSequence {
  typealias Element = UInt8

  let chunks: AsyncStream<Data>

  func makeAsyncIterator() -> Iterator { Iterator(chunks: chunks.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var chunks: AsyncStream<Data>.AsyncIterator
    private var rest = Data()

    init(chunks: AsyncStream<Data>.AsyncIterator) { self.chunks = chunks }

    mutating func next() async -> UInt8? {
      await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async -> Data? {
      if rest.isEmpty {
        guard let chunk = await chunks.next() else { return nil }
        rest = chunk
      }
      let buffer = rest.prefix(count)
      rest = rest.dropFirst(buffer.count)
      return Data(buffer)
    }
  }
}
