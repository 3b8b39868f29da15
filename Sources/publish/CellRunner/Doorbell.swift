import Dispatch
import Errors
import Files
import Foundation

/// A pipe with a name, at which a program rings when it has written something down.
final class Doorbell: Sendable {
  // Only made and cancelled here.
  private nonisolated(unsafe) let source: any DispatchSourceRead
  private let path: String

  /// - Parameter answer: Is called after each ring, or once for several.
  /// - Throws: `InputError` if there can be no pipe of this name.
  init(_ path: String, answer: @escaping @Sendable () -> Void) throws(InputError) {
    self.path = path
    unlink(path)
    let isMade = mkfifo(path, 0o600) == 0
    // Open for writing too, it does not come to its end when a program closes it.
    let pipe = isMade ? open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC) : -1
    guard pipe >= 0 else {
      throw InputError(system: errno, place: path, expected: "a folder that can hold a pipe")
    }
    source = DispatchSource.makeReadSource(fileDescriptor: pipe)
    source.setEventHandler {
      var bytes = [UInt8](repeating: 0, count: 4096)
      while read(pipe, &bytes, bytes.count) > 0 {}
      answer()
    }
    source.setCancelHandler { close(pipe) }
    source.resume()
  }

  deinit {
    source.cancel()
    unlink(path)
  }
}
