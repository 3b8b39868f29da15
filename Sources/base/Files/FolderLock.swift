public import Foundation

/// Keeps programs that change one folder apart. It ends with the program that holds it, however that
/// ends, and leaves nothing behind.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of a folder that is there.
  ///
  /// Where a file system has no locks, or the folder cannot be opened, nobody is kept apart.
  ///
  /// - Parameter waits: whether to wait while another program has it.
  /// - Returns: `nil` if another program has it.
  public init?(_ folder: URL, waits: Bool) {
    descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    var status: Int32
    repeat {
      status = flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB)
    } while status != 0 && errno == EINTR
    if status != 0, errno == EWOULDBLOCK { return nil }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A program that is just being started may still have the descriptor too.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
