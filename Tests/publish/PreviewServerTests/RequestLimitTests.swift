import Foundation
import PreviewServer
import ProgramTesting
import Testing

/// What any page in a browser, or a program, may send.
@Suite("What is no fit request", .onOwnThreads)
struct RequestLimitTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  struct Request: CustomTestStringConvertible {
    var testDescription: String
    /// Made when it is sent: Swift Testing looks into every argument.
    var text: @Sendable () -> String
    var status: Int

    init(_ name: String, _ text: @escaping @Sendable @autoclosure () -> String, _ status: Int) {
      (testDescription, self.text, self.status) = (name, text, status)
    }
  }

  private static func head(_ line: String, _ headers: String...) -> String {
    ([line, "Host: localhost"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// Three megabytes, which a reader in quadratic time is at for minutes.
  private static let much = String(repeating: "a", count: 3_000_000)

  static let requests = [
    Request("a line without end", "GET /" + much, 431),
    Request("a line that is too long", head("GET /\(much) HTTP/1.1"), 431),
    Request("a header without end", "GET / HTTP/1.1\r\nHost: localhost\r\nA: " + much, 431),
    Request("a header's name without end", "GET / HTTP/1.1\r\n" + much, 431),
    Request(
      "many headers",
      "GET / HTTP/1.1\r\nHost: localhost\r\n" + String(repeating: "A: b\r\n", count: 500_000), 431),
    Request("a method without end", much, 400),
    Request(
      "a body that is too long", head("POST / HTTP/1.1", "Content-Length: 3000000") + much, 405),
    Request("a body that never comes", head("POST / HTTP/1.1", "Content-Length: 9"), 405),
    Request(
      "a body that waits to be asked for",
      head("POST / HTTP/1.1", "Content-Length: 9", "Expect: 100-continue"), 405),
    Request(
      "a body in pieces, without end",
      head("POST / HTTP/1.1", "Transfer-Encoding: chunked") + "2dc6c0\r\n" + much, 405),
    Request(
      "a body in pieces of no size",
      head("POST / HTTP/1.1", "Transfer-Encoding: chunked") + "zzz\r\n", 405),
    Request("a body for a page", head("GET / HTTP/1.1", "Content-Length: 3000000") + much, 200),
    Request(
      "a length that no number holds",
      head("GET / HTTP/1.1", "Content-Length: 99999999999999999999"), 400),
    Request("a negative length", head("POST / HTTP/1.1", "Content-Length: -1"), 400),
    Request(
      "two lengths", head("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 2") + "ab", 400),
    Request(
      "a length, and pieces",
      head("GET / HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
    Request("no host", "GET / HTTP/1.1\r\n\r\n", 400),
    Request("two hosts", head("GET / HTTP/1.1", "Host: localhost"), 400),
    Request("no address", head("GET * HTTP/1.1"), 400),
    Request("a tunnel", head("CONNECT evil.example:443 HTTP/1.1"), 405),
    Request("an unknown method", head("BREW / HTTP/1.1"), 400),
    Request("another protocol", "\u{16}\u{3}\u{1}\0\u{5}hello", 400),
    Request("another version", head("GET / HTTP/3.0"), 400),
    Request("a zero byte", head("GET /\0 HTTP/1.1"), 400),
    Request("a space in the address", head("GET /a b HTTP/1.1"), 400),
    Request("a space in a header's name", head("GET / HTTP/1.1", "A b: c"), 400),
    Request(
      "an end of line in the address", head("GET /%0d%0aA:b HTTP/1.1", "Connection: close"), 404),
    Request("another protocol to go on with", head("GET / HTTP/1.1", "Upgrade: websocket"), 200),
    Request("the first version, without a host", "GET / HTTP/1.0\r\n\r\n", 200),
  ]

  @Test("is refused, and the next request answered", arguments: requests)
  func refused(request: Request) async throws {
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      connection.send(request.text())
      // Reading to the end: the server closes the connection.
      let text = connection.read()
      #expect(try Answer(text).status == request.status)
      #expect(text.ranges(of: "HTTP/1.1 ").count == 1)
      #expect(try RawConnection.status(of: "/", port: port) == 200)
    }
  }

  @Test("does not keep others waiting while it comes")
  func sideBySide() async throws {
    try await site.serve { _, port in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for request in Self.requests {
          group.addTask {
            let connection = try RawConnection(port: port)
            connection.send(request.text())
            _ = connection.read()
          }
        }
        for _ in 0..<20 { #expect(try RawConnection.status(of: "/", port: port) == 200) }
        try await group.waitForAll()
      }
    }
  }

  @Test(
    "ends after a while if it does not go on",
    arguments: ["", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\nA", "\r\n\r\n\r\n"])
  func slow(beginning: String) async throws {
    var limits = RequestLimits.patient
    limits.headSeconds = 1
    try await site.serve(limits: limits) { _, port in
      let connection = try RawConnection(port: port)
      connection.send(beginning)
      #expect(connection.read() == "")
    }
  }

  @Test("ends after a while, however little is sent at a time")
  func dripping() async throws {
    var limits = RequestLimits.patient
    limits.headSeconds = 1
    try await site.serve(limits: limits) { _, port in
      let connection = try RawConnection(port: port)
      connection.send("GET / HTTP/1.1\r\nA: ")
      let dripping = Task {
        while !Task.isCancelled {
          connection.send("a")
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      #expect(connection.read() == "")
      dripping.cancel()
    }
  }

  @Test("keeps no page waiting, however many connections it takes")
  func manyConnections() async throws {
    var limits = RequestLimits.patient
    limits.connections = 8
    try await site.serve(limits: limits) { _, port in
      var quiet: [RawConnection] = []
      for _ in 0..<40 {
        quiet.append(try RawConnection(port: port))
        quiet.last?.send("GET / HT")
      }
      #expect(try RawConnection.status(of: "/", port: port) == 200)
      // The oldest have been given up.
      #expect(quiet[0].read() == "")
    }
  }

  @Test("Requests that come together are answered in their order")
  func pipelining() async throws {
    for number in 0..<10 { try site.write("<\(number)>", to: "\(number).txt") }
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      let requests = (0..<1_000).map { Self.head("GET /\($0 % 10).txt HTTP/1.1") }
      connection.send(requests.joined())
      let answers = connection.read(until: "<9>", times: 100)
      let bodies = answers.matches(of: /<(\d)>/).map { $0.1 }
      #expect(bodies.map(String.init) == (0..<1_000).map { String($0 % 10) })
    }
  }

  @Test("Requests that come together are answered before what is none is refused")
  func pipelinedGarbage() async throws {
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      connection.send(Self.head("GET / HTTP/1.1") + "\0\0\0")
      let answers = connection.read()
      #expect(answers.hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test("A client that ends its side is answered to the end")
  func halfClosed() async throws {
    let text = String(repeating: "0123456789", count: 1_000_000)
    try site.write(text, to: "large.txt")
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      connection.send(Self.head("GET /large.txt HTTP/1.1"))
      connection.endSending()
      let answer = try Answer(connection.read())
      #expect(answer.body.utf8.count == text.utf8.count)
    }
  }

  @Test("A client that sends and never reads costs one answer")
  func neverReading() async throws {
    try site.write(String(repeating: "0123456789", count: 1_000_000), to: "large.txt")
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      connection.send(
        String(repeating: Self.head("GET /large.txt HTTP/1.1"), count: 1_000))
      #expect(try RawConnection.status(of: "/", port: port) == 200)
    }
  }

  @Test(
    "A connection is used again, without a wait for what the client has received",
    .timeLimit(.minutes(15)))
  func keptAlive() async throws {
    try site.write("<small>", to: "small.txt")
    try await site.serve { _, port in
      let connection = try RawConnection(port: port)
      // With forty milliseconds for each, this would take more than three minutes.
      for _ in 0..<5_000 {
        connection.send(Self.head("GET /small.txt HTTP/1.1"))
        _ = connection.read(until: "<small>")
      }
    }
  }
}
