import FlyingSocks
import Foundation
import PreviewServer
import Testing

/// A small site on disk and a server for it, gone when the test ends.
final class TestSite: Sendable {
  let parent: URL
  let folder: URL

  init() throws {
    parent = FileManager.default.temporaryDirectory
      .appending(path: "PreviewServer-\(UUID().uuidString)", directoryHint: .isDirectory)
    folder = parent.appending(path: "site", directoryHint: .isDirectory)
    try write("<html><body><p>Digits</p></body></html>", to: "index.html")
  }

  deinit { try? FileManager.default.removeItem(at: parent) }

  func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func content(of name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Serves the site on a free port during a test's work.
  func serve(_ work: @escaping @Sendable (PreviewServer, UInt16) async throws -> Void) async throws
  {
    let server = PreviewServer(folder: folder, port: 0)
    let (addresses, ready) = AsyncStream.makeStream(of: URL.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run { ready.yield($0) }
      }
      group.addTask {
        for await address in addresses {
          let port = try #require(address.port.flatMap { UInt16(exactly: $0) })
          return try await work(server, port)
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}

/// What came back over the wire.
struct Answer {
  var status: Int
  var headers: [String: String]
  var body: String
}

/// One connection that sends a request as it is written: no client mends the path on the way.
struct RawConnection {
  private let socket: AsyncSocket

  init(port: UInt16) async throws {
    socket = try await AsyncSocket.connected(to: .inet(ip4: "127.0.0.1", port: port))
  }

  func send(_ method: String, _ path: String) async throws {
    let request = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    try await socket.write(Data(request.utf8))
  }

  /// Reads until the text has come, or the connection ends.
  func read(until text: String? = nil) async throws -> String {
    var bytes: [UInt8] = []
    while true {
      if let text, String(decoding: bytes, as: UTF8.self).contains(text) { break }
      do {
        bytes += try await socket.read(atMost: 4_096)
      } catch SocketError.disconnected {
        break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func close() throws { try socket.close() }

  static func status(of path: String, port: UInt16) async throws -> Int {
    try await answer("GET", path, port: port).status
  }

  static func answer(_ method: String = "GET", _ path: String, port: UInt16) async throws -> Answer
  {
    let connection = try await RawConnection(port: port)
    try await connection.send(method, path)
    let text = try await connection.read()
    try connection.close()
    let end = try #require(text.range(of: "\r\n\r\n"))
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    let status = try #require(lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) })
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.range(of: ": ") else { continue }
      headers[line[..<colon.lowerBound].lowercased()] = String(line[colon.upperBound...])
    }
    return Answer(status: status, headers: headers, body: String(text[end.upperBound...]))
  }
}
