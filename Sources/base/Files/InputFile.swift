public import Errors
public import Foundation

/// A file, pipe or device (`-` is the standard input) that is read from its beginning to its end.
public struct InputFile: Sendable {
  /// The path as the user gave it, which error texts repeat.
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  public init(_ url: URL) {
    self.init(url.path)
  }

  /// All bytes.
  ///
  /// - Parameters:
  ///   - expected: what was wanted, for the error's text.
  ///   - limit: how many bytes are read at most.
  /// - Throws: `InputError` if it cannot be opened or read, is a folder, or holds more than the
  ///   limit.
  public func contents(
    expected: String = "a file that can be read", limit: Int = 1 << 31
  ) throws(InputError) -> Data {
    let descriptor = open(path == "-" ? "/dev/stdin" : path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InputError(
        system: errno, place: path.isEmpty ? "''" : path, expected: expected)
    }
    defer { close(descriptor) }
    var status = stat()
    let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var data = Data(capacity: isFile ? min(max(Int(status.st_size), 0), limit) : 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return data }
      if count < 0 {
        if errno == EINTR { continue }
        throw InputError(system: errno, place: path, expected: expected)
      }
      guard data.count + count <= limit else {
        throw InputError(
          place: path, expected: expected, found: "more than \(limit) bytes")
      }
      data.append(contentsOf: buffer[..<count])
    }
  }
}
