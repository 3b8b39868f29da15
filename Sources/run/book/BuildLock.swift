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

  /// Opens the cache folder and waits until no other build uses it.
  ///
  /// - Throws: `InputError` if the folder is not ours or there can be no lock, or a cancellation
  ///   while it waits.
  init(_ cache: CacheFolder, console: Console) async throws {
    let place = cache.url.appending(path: "lock").path
    while true {
      try cache.open()
      let file = open(place, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard file >= 0 else {
        throw InputError(
          system: errno, place: cache.url.path, expected: "a folder in which results can be kept")
      }
      do {
        try await Self.lock(file, at: place, console)
      } catch {
        // A thread that still waits lets go of the lock as soon as it has it.
        close(file)
        throw error
      }
      if Self.isOpen(file, at: place) {
        self.file = file
        break
      }
      close(file)
    }
    let number = Array("\(ProcessInfo.processInfo.processIdentifier)".utf8)
    ftruncate(file, 0)
    pwrite(file, number, number.count, 0)
  }

  private static func lock(_ file: Int32, at place: String, _ console: Console) async throws {
    guard flock(file, LOCK_EX | LOCK_NB) != 0 else { return }
    let holder = (try? String(contentsOfFile: place, encoding: .utf8)) ?? ""
    console.say(
      "Another build of this book is running"
        + (holder.isEmpty ? "" : " (process \(holder))") + "; waiting for it to end.")
    // A thread of its own waits until the lock is free.
    let (ends, end) = AsyncStream<Void>.makeStream()
    Thread.detachNewThread {
      while flock(file, LOCK_EX) != 0, errno == EINTR {}
      end.finish()
    }
    for await _ in ends {}
    try Task.checkCancellation()
  }

  /// Whether a path still leads to the open file; `book clean` may have removed it meanwhile.
  private static func isOpen(_ file: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(file, &opened) == 0 && stat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  func release() {
    // A program that is just being started may still have the descriptor too.
    flock(file, LOCK_UN)
    close(file)
  }
}
