import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A mirror on this machine, which serves what a test gives it and keeps what it was asked.
///
/// It answers on a thread of its own, however busy the tests are.
final class Mirror: Sendable {
  /// What the mirror does when it is asked for a file.
  enum Behavior: Sendable {
    /// Serves the content, or the rest of it that is asked for.
    case serve(Data)
    /// Serves the whole content, whatever part is asked for.
    case serveWhole(Data)
  }

  fileprivate struct Answer {
    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var content = Data()
  }

  private let files: [String: Behavior]
  private let asked = Mutex<[String]>([])

  init(_ files: [String: Behavior]) { self.files = files }

  /// The requests so far, such as `a.gz bytes=100-`.
  var requests: [String] { asked.withLock { $0 } }

  /// Serves on a free port during a test's work.
  ///
  /// - Parameter work: is given the mirror's address.
  func run(_ work: @Sendable (URL) async throws -> Void) async throws {
    let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(MirrorConnection(self))
        }
      }
    let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
    defer { channel.close(promise: nil) }
    guard let port = channel.localAddress?.port,
      let address = URL(string: "http://127.0.0.1:\(port)/mnist/")
    else { throw CocoaError(.featureUnsupported) }
    try await work(address)
  }

  fileprivate func answer(_ request: HTTPRequestHead) -> Answer {
    let name = String(request.uri.split(separator: "/").last ?? "")
    let range = request.headers.first(name: "Range")
    asked.withLock { $0.append(range.map { "\(name) \($0)" } ?? name) }
    switch files[name] {
    case .serve(let data):
      guard let range, let start = Int(range.dropFirst("bytes=".count).dropLast()) else {
        return Answer(status: .ok, content: data)
      }
      guard start < data.count else { return Answer(status: .rangeNotSatisfiable) }
      return Answer(
        status: .partialContent,
        headers: ["Content-Range": "bytes \(start)-\(data.count - 1)/\(data.count)"],
        content: data.suffix(data.count - start))
    case .serveWhole(let data): return Answer(status: .ok, content: data)
    case nil: return Answer(status: .notFound)
    }
  }
}

private final class MirrorConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let mirror: Mirror

  init(_ mirror: Mirror) { self.mirror = mirror }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let request) = Self.unwrapInboundIn(data) else { return }
    let answer = mirror.answer(request)
    var head = HTTPResponseHead(
      version: .http1_1, status: answer.status, headers: answer.headers)
    head.headers.add(name: "Content-Length", value: String(answer.content.count))
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.write(
      Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.content)))), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }
}
