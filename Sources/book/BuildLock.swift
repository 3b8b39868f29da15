import CommandLineTools
import Foundation

/// Keeps two builds of one book apart: the second waits for the first.
///
/// The lock ends with the process that holds it, however it ends. Its file holds the number of that
/// process.
struct BuildLock {
  private let file: Int32

  /// - Throws: An error of the file system, or a cancellation while it waits.
  init(folder: URL, console: Console) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let place = folder.appendingPathComponent("lock")
    file = open(place.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: place.path])
    }
    var isWaiting = false
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if !isWaiting {
        let holder = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
        console.say(
          "Another build of this book is running"
            + (holder.isEmpty ? "" : " (process \(holder))") + "; waiting for it to end.")
      }
      isWaiting = true
      do {
        try await Task.sleep(for: .milliseconds(100))
      } catch {
        close(file)
        throw error
      }
    }
    let number = Array("\(ProcessInfo.processInfo.processIdentifier)".utf8)
    ftruncate(file, 0)
    pwrite(file, number, number.count, 0)
  }

  func release() {
    close(file)
  }
}
