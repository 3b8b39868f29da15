import CommandLineTools
import Foundation

/// Keeps two builds of one book apart: the second waits for the first.
///
/// The lock ends with the process that holds it, however it ends.
struct BuildLock {
  private let file: Int32

  /// - Throws: An error of the file system.
  init(folder: URL, console: Console) throws {
    let path = folder.appendingPathComponent("lock").path
    file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw CocoaError(.fileWriteNoPermission, userInfo: [NSFilePathErrorKey: path])
    }
    guard flock(file, LOCK_EX | LOCK_NB) != 0 else { return }
    console.say("Another build of this book is running; waiting for it to end.")
    while flock(file, LOCK_EX) != 0 && errno == EINTR {}
  }

  func release() {
    close(file)
  }
}
