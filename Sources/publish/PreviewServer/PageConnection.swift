import NIOCore
import NIOHTTP1

/// One connection of a browser: reads requests, one after the other, and writes their answers.
///
/// Nothing is read while an answer is on its way, so a client that sends and never reads costs
/// one answer. Bodies are never read: a request that has one is the last of its connection.
final class PageConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private enum State {
    /// Waits for a request's head.
    case reading
    case answering
    /// Sends events, without end.
    case listening
    /// Has sent its last answer, and throws away what still comes: a connection that is closed
    /// while bytes are unread is reset, and the client loses the answer.
    case leaving
  }

  private let handler: RequestHandler
  private let limits: RequestLimits
  private let connections: OpenConnections
  private var state = State.reading
  /// Requests that came together with the one that is answered.
  private var waiting = CircularBuffer<HTTPRequestHead>()
  /// Whether the client sends no more.
  private var isAtEnd = false
  /// Whether what comes behind the waiting requests cannot be understood.
  private var isGarbled = false
  private var deadline: Scheduled<Void>?

  private init(
    _ handler: RequestHandler, _ limits: RequestLimits, _ connections: OpenConnections
  ) {
    self.handler = handler
    self.limits = limits
    self.connections = connections
  }

  /// Lets a new connection speak HTTP.
  static func prepare(
    _ channel: any Channel, _ handler: RequestHandler, _ limits: RequestLimits,
    _ connections: OpenConnections
  ) throws {
    var parserLimits = NIOHTTPDecoderLimitConfiguration()
    parserLimits.maxHeaderFieldSize = limits.headBytes
    parserLimits.maxHeaderListSize = limits.headBytes
    let decoder = HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes, limitConfiguration: parserLimits)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(HTTPResponseEncoder())
    try pipeline.addHandler(ByteToMessageHandler(decoder))
    try pipeline.addHandler(PageConnection(handler, limits, connections))
  }

  func channelActive(context: ChannelHandlerContext) {
    connections.add(context.channel)
    giveUp(after: limits.headSeconds, context)
    context.read()
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    connections.remove(context.channel)
    handler.pages.remove(context.channel)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = Self.unwrapInboundIn(data) else { return }
    switch state {
    case .reading: answer(head, context)
    case .answering: waiting.append(head)
    case .listening: context.close(promise: nil)
    case .leaving: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if state != .answering { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event as? ChannelEvent == .inputClosed else { return }
    isAtEnd = true
    if state != .answering { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError || error is ByteToMessageDecoderError else {
      return context.close(promise: nil)
    }
    switch state {
    case .reading:
      state = .answering
      let isTooLarge = error as? HTTPParserError == .headerOverflow
      write(
        isTooLarge ? .headTooLarge(limit: limits.headBytes) : .notHTTP, isLast: true, context)
    case .answering: isGarbled = true
    case .leaving: break
    case .listening: context.close(promise: nil)
    }
  }

  // MARK: Answers

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    state = .answering
    connections.touch(context.channel)
    switch handler.answer(to: head) {
    case .page(let page):
      let isLast = !head.isKeepAlive || !head.canBeFollowed || page.status == .badRequest
      write(page, isLast: isLast, context)
    case .events(let shown):
      state = .listening
      deadline?.cancel()
      let answer = HTTPResponseHead(
        version: head.version, status: .ok,
        headers: [
          "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store",
        ])
      context.writeAndFlush(Self.wrapOutboundOut(.head(answer)), promise: nil)
      handler.pages.add(context.channel, showing: shown)
      context.read()
    }
  }

  private func write(_ page: PageAnswer, isLast: Bool, _ context: ChannelHandlerContext) {
    giveUp(after: limits.answerSeconds, context)
    var headers = HTTPHeaders(page.headers.map { ($0, $1) })
    headers.add(name: "Content-Length", value: String(page.length))
    if isLast { headers.add(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: page.status, headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    if !page.content.isEmpty {
      let content = ByteBuffer(bytes: page.content)
      context.write(Self.wrapOutboundOut(.body(.byteBuffer(content))), promise: nil)
    }
    let sent = context.writeAndFlush(Self.wrapOutboundOut(.end(nil)))
    sent.assumeIsolated().whenComplete { result in
      // Not at once: many requests that came together would be answered one inside the other.
      context.eventLoop.assumeIsolated().execute {
        switch result {
        case .failure: context.close(promise: nil)
        case .success: isLast ? self.leave(context) : self.next(context)
        }
      }
    }
  }

  private func next(_ context: ChannelHandlerContext) {
    state = .reading
    if let head = waiting.popFirst() { return answer(head, context) }
    guard !isAtEnd, !isGarbled else { return leave(context) }
    giveUp(after: limits.headSeconds, context)
    context.read()
  }

  private func leave(_ context: ChannelHandlerContext) {
    state = .leaving
    guard !isAtEnd else { return context.close(promise: nil) }
    giveUp(after: limits.farewellSeconds, context)
    context.close(mode: .output, promise: nil)
    context.read()
  }

  /// Ends the connection unless something else is waited for by then.
  private func giveUp(after seconds: Int, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) {
      channel.close(promise: nil)
    }
  }
}

extension HTTPRequestHead {
  /// Whether another request can come behind this one: it has no body, and asks for no other
  /// protocol.
  fileprivate var canBeFollowed: Bool {
    version == .http1_1 && !headers.contains(name: "Transfer-Encoding")
      && !headers.contains(name: "Upgrade") && method != .CONNECT
      && headers["Content-Length"].allSatisfy { $0 == "0" }
  }
}
