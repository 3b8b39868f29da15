import Foundation
import Testing

/// What a server answered over the wire.
public struct Answer: Sendable {
  public var status: Int
  public var headers: [String: String]
  public var body: String

  public init(_ text: String) throws {
    // As bytes: a search in a long text takes its time over letters.
    let bytes = Data(text.utf8)
    let end = try #require(bytes.range(of: Data("\r\n\r\n".utf8)), "no answer, found \"\(text)\"")
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    status = try #require(lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) })
    headers = [:]
    for line in lines.dropFirst() {
      guard let colon = line.range(of: ": ") else { continue }
      headers[line[..<colon.lowerBound].lowercased()] = String(line[colon.upperBound...])
    }
    body = String(decoding: bytes[end.upperBound...], as: UTF8.self)
  }
}

/// One connection that sends bytes as they are written: no client mends them on the way.
///
/// All of it blocks: it is for tests on threads of their own.
public final class RawConnection: Sendable {
  private let file: Int32

  public init(port: UInt16) throws {
    #if canImport(Darwin)
      file = socket(AF_INET, SOCK_STREAM, 0)
    #else
      file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0, "connect: \(String(cString: strerror(errno)))")
  }

  deinit { close(file) }

  /// Sends text, or as much of it as the server takes.
  public func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { sendQuietly(file, $0) }
      if count <= 0 { break }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends no more.
  public func endSending() { shutdown(file, Int32(SHUT_WR)) }

  /// Reads until the text has come so many times, or the connection ends.
  public func read(until text: String? = nil, times: Int = 1) -> String {
    var bytes = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while text.map({ bytes.count(of: Data($0.utf8)) < times }) ?? true {
      let count = recv(file, &buffer, buffer.count, 0)
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Sends what a browser would send for a path.
  public func get(_ path: String, method: String = "GET", headers: [String] = []) {
    let lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"] + headers
    send(lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  public static func status(of path: String, port: UInt16) throws -> Int {
    try answer("GET", path, port: port).status
  }

  public static func answer(
    _ method: String = "GET", _ path: String, headers: [String] = [], port: UInt16
  ) throws -> Answer {
    let connection = try RawConnection(port: port)
    connection.get(path, method: method, headers: headers)
    return try Answer(connection.read())
  }

  /// The answer to bytes as they are.
  public static func answer(to text: String, port: UInt16) throws -> Answer {
    let connection = try RawConnection(port: port)
    connection.send(text)
    return try Answer(connection.read())
  }
}

extension Data {
  fileprivate func count(of part: Data) -> Int {
    var (count, start) = (0, startIndex)
    while let range = range(of: part, in: start..<endIndex) {
      count += 1
      start = range.upperBound
    }
    return count
  }
}

/// Sends without a signal when nobody reads any more.
private func sendQuietly(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
    var on: Int32 = 1
    setsockopt(file, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    return send(file, bytes.baseAddress, bytes.count, 0)
  #else
    return send(file, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
  #endif
}
