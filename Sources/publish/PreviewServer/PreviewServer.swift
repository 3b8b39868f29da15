import Errors
import Files
public import Foundation
import NIOCore
import NIOPosix

/// Serves a folder to browsers on this machine, and tells open pages what becomes of the book.
///
/// ```swift
/// let server = PreviewServer(folder: output, ports: 8080...8089)
/// try await server.run { address in print("The book is at \(address)") }
/// ```
///
/// SwiftNIO reads and writes HTTP, on a thread of its own: pages come while all of Swift's
/// threads are at work.
public struct PreviewServer: Sendable {
  private let handler: RequestHandler
  private let ports: ClosedRange<UInt16>
  private let pages = OpenPages()
  private let limits: RequestLimits

  /// - Parameters:
  ///   - folder: The site. It may be swapped for a new one while the server runs.
  ///   - ports: The first one that no other program has is used. Port 0 stands for any.
  ///   - hostNames: The names under which the site may be asked for.
  ///   - limits: What a request may take.
  public init(
    folder: URL, ports: ClosedRange<UInt16>, hostNames: HostNames = .loopback,
    limits: RequestLimits = RequestLimits()
  ) {
    handler = RequestHandler(
      site: SiteFolder(folder: folder), pages: pages, hostNames: hostNames)
    self.ports = ports
    self.limits = limits
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: Called once, with the address of the site.
  /// - Throws: `InputError` if no port can be had.
  public func run(ready: @escaping @Sendable (URL) async -> Void = { _ in }) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      try await serve(on: group, ready)
      try await group.shutdownGracefully()
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// Tells every open page to load itself again: the book was built.
  ///
  /// - Parameter errors: What is wrong with it nevertheless, which every page shows.
  public func reload(errors: [String] = []) {
    pages.reload(errors: errors)
  }

  /// Lets every page, those that are open and those to come, show why the book was not built.
  public func show(errors: [String]) {
    pages.show(errors: errors)
  }

  private func serve(
    on group: MultiThreadedEventLoopGroup, _ ready: @Sendable (URL) async -> Void
  ) async throws {
    let listening = try await listen(on: group)
    let comments = listening.eventLoop.scheduleRepeatedTask(
      initialDelay: .seconds(5), delay: .seconds(5)
    ) { _ in pages.sendComment() }
    defer { comments.cancel() }
    try await withTaskCancellationHandler {
      if let port = listening.localAddress?.port,
        let address = URL(string: "http://127.0.0.1:\(port)/")
      {
        await ready(address)
      }
      try await listening.closeFuture.get()
      try Task.checkCancellation()
    } onCancel: {
      listening.close(promise: nil)
    }
  }

  private func listen(on group: MultiThreadedEventLoopGroup) async throws -> any Channel {
    let connections = OpenConnections(limit: limits.connections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { [handler, limits] channel in
        channel.eventLoop.makeCompletedFuture {
          try PageConnection.prepare(channel, handler, limits, connections)
        }
      }
    for port in ports {
      do {
        return try await bootstrap.bind(host: "127.0.0.1", port: Int(port)).get()
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        continue
      } catch let error as IOError {
        throw InputError(
          system: error.errnoCode, place: "port \(port) of 127.0.0.1",
          expected: "a port to listen on")
      }
    }
    throw ports.count == 1
      ? InputError(
        place: "port \(ports.lowerBound) of 127.0.0.1", expected: "a free port",
        found: "another program that listens there", advice: "end it, or name another port")
      : InputError(
        place: "ports \(ports.lowerBound) to \(ports.upperBound) of 127.0.0.1",
        expected: "a free port", found: "other programs that listen on all of them",
        advice: "end one, or name another port")
  }
}
