import CommandLineTools
import Errors
import Files
import Foundation

/// Keeps two builds of one book apart: the second waits for the first.
///
/// The lock ends with the process that holds it, however it ends. Its file holds the number of that
/// process.
struct BuildLock {
  private let file: Int32

  /// - Throws: `InputError` if there can be no lock, or a cancellation while it waits.
  init(folder: URL, console: Console) async throws {
    let expected = "a folder in which results can be kept"
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw InputError(error, place: folder.path, expected: expected)
    }
    let place = folder.appendingPathComponent("lock")
    file = open(place.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw InputError(system: errno, place: folder.path, expected: expected)
    }
    if flock(file, LOCK_EX | LOCK_NB) != 0 {
      let holder = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
      console.say(
        "Another build of this book is running"
          + (holder.isEmpty ? "" : " (process \(holder))") + "; waiting for it to end.")
      do {
        try await Self.wait(for: file)
      } catch {
        // A thread that still waits lets go of the lock as soon as it has it.
        close(file)
        throw error
      }
    }
    let number = Array("\(ProcessInfo.processInfo.processIdentifier)".utf8)
    ftruncate(file, 0)
    pwrite(file, number, number.count, 0)
  }

  /// Waits in a thread of its own until the lock is free.
  private static func wait(for file: Int32) async throws {
    let (ends, end) = AsyncStream<Void>.makeStream()
    Thread.detachNewThread {
      while flock(file, LOCK_EX) != 0, errno == EINTR {}
      end.finish()
    }
    for await _ in ends {}
    try Task.checkCancellation()
  }

  func release() {
    close(file)
  }
}
