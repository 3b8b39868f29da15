public import Errors
public import Foundation

/// A file of the user's that is to be written, whole or not at all.
///
/// The bytes go to a file beside it, `.NAME.unfinished`, which then takes its name in one step. What
/// is there keeps its mode and owner; a symbolic link is followed, not replaced; devices, pipes and
/// open descriptors (`/dev/stdout`) are written to as they are. What a run that was killed has left
/// behind is taken over by the next one that writes the same file.
public struct OutputFile: Sendable {
  /// The path as the user gave it, which error texts repeat.
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  public init(_ url: URL) {
    self.init(url.path)
  }

  /// Finds out whether the file can be written, and clears away what a killed run has left of it.
  ///
  /// - Throws: `InputError` if its folder is missing, if it is a folder, or without permission.
  public func check() throws(InputError) {
    switch try place() {
    case .descriptor(let descriptor):
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0, flags & O_ACCMODE != O_RDONLY else { throw error(EBADF) }
    case .stream(let path):
      guard access(path, W_OK) == 0 else { throw error(errno) }
    case .file(let path, let status):
      if status != nil, access(path, W_OK) != 0 { throw error(errno) }
      if status != nil, !Self.takesFiles(folderOf: path) { return }
      let unfinished = try openUnfinished(path, mode: 0o600)
      unlink(unfinished.path)
      close(unfinished.descriptor)
    }
  }

  /// Whether each write begins the file anew, as with files, or goes on where the last one ended,
  /// as with pipes and devices.
  public func isStream() throws(InputError) -> Bool {
    if case .file = try place() { false } else { true }
  }

  /// - Throws: `InputError` if it cannot be written; a file that was there is then as it was.
  public func write(_ bytes: Data) throws(InputError) {
    switch try place() {
    case .descriptor(let descriptor):
      try write(bytes, to: descriptor)
    case .stream(let path):
      try writeInPlace(bytes, at: path, flags: 0)
    case .file(let path, let status):
      if status != nil, !Self.takesFiles(folderOf: path) {
        // No second file can be made in this folder, but this one can be written.
        return try writeInPlace(bytes, at: path, flags: O_TRUNC)
      }
      try replace(path, status, by: bytes)
    }
  }
}

// MARK: - Where it goes

extension OutputFile {
  enum Place {
    /// A descriptor that this program has open.
    case descriptor(Int32)
    /// A device or a pipe.
    case stream(String)
    /// A file at the end of all links, with its status if it is there.
    case file(String, stat?)
  }

  func place() throws(InputError) -> Place {
    guard !path.isEmpty else { throw error(ENOENT) }
    if let descriptor = Self.descriptor(named: path) { return .descriptor(descriptor) }
    let target = try followingLinks()
    if let descriptor = Self.descriptor(named: target) { return .descriptor(descriptor) }
    var status = stat()
    // Some links of /proc lead to pipes that have no path.
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      return .stream(path)
    }
    guard stat(target, &status) == 0 else {
      guard errno == ENOENT else { throw error(errno) }
      guard !target.hasSuffix("/") else { throw error(EISDIR) }
      let folder = (target as NSString).deletingLastPathComponent
      guard stat(folder, &status) == 0 else {
        throw InputError(
          place: path, expected: "a file in a folder that is there", found: "no folder \(folder)",
          advice: "make the folder first, or name another")
      }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw error(ENOTDIR) }
      return .file(target, nil)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw error(EISDIR) }
    return .file(target, status)
  }

  /// The number in `/dev/fd/3`, `/dev/stdout` and their like.
  private static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdout", "/proc/self/fd/1": return STDOUT_FILENO
    case "/dev/stderr", "/proc/self/fd/2": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  /// The absolute path at the end of the last component's links, whether or not it is there.
  private func followingLinks() throws(InputError) -> String {
    var target =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    for _ in 0..<40 {
      if Self.descriptor(named: target) != nil { return target }
      guard let link = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else {
        let (folder, name) = (
          (target as NSString).deletingLastPathComponent, (target as NSString).lastPathComponent
        )
        guard let real = realpath(folder, nil) else { return target }
        defer { free(real) }
        let resolved = String(cString: real)
        return (resolved == "/" ? "" : resolved) + "/" + name + (target.hasSuffix("/") ? "/" : "")
      }
      target =
        link.hasPrefix("/")
        ? link : (target as NSString).deletingLastPathComponent + "/" + link
    }
    throw error(ELOOP)
  }

  private func error(_ code: Int32) -> InputError {
    InputError(
      system: code, place: path.isEmpty ? "''" : path, expected: "a file that can be written")
  }
}

// MARK: - Writing

extension OutputFile {
  /// Writes a file beside the old one, and gives it the old one's name.
  private func replace(_ path: String, _ status: stat?, by bytes: Data) throws(InputError) {
    let mode = status.map { $0.st_mode & 0o7777 }
    let (unfinished, descriptor) = try openUnfinished(path, mode: mode.map { $0 & 0o700 } ?? 0o666)
    defer { close(descriptor) }
    do throws(InputError) {
      guard ftruncate(descriptor, 0) == 0 else { throw error(errno) }
      try write(bytes, to: descriptor)
      if let status, let mode {
        // Only the superuser can give a file to somebody else.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        guard fchmod(descriptor, mode) == 0 else { throw error(errno) }
      }
      // Some file systems know no such thing.
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw error(errno) }
    } catch {
      unlink(unfinished)
      throw error
    }
    guard rename(unfinished, path) != 0 else { return }
    let code = errno
    unlink(unfinished)
    // A file that is mounted by itself cannot be replaced.
    guard code == EBUSY else { throw error(code) }
    try writeInPlace(bytes, at: path, flags: O_TRUNC)
  }

  private static func takesFiles(folderOf path: String) -> Bool {
    access((path as NSString).deletingLastPathComponent, W_OK | X_OK) == 0
  }

  /// Makes the file beside it that takes its name when it is whole, or takes over that of a run
  /// that was killed, but not that of one that goes on.
  private func openUnfinished(
    _ path: String, mode: mode_t
  ) throws(InputError) -> (path: String, descriptor: Int32) {
    var name = (path as NSString).lastPathComponent[...]
    let (suffix, longestName) = (".unfinished", 255)
    while 1 + name.utf8.count + suffix.utf8.count > longestName { name = name.dropLast() }
    let unfinished = (path as NSString).deletingLastPathComponent + "/." + name + suffix
    let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw error(errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isOpen(descriptor, at: unfinished) else {
      close(descriptor)
      throw InputError(
        place: self.path, expected: "a file that nothing else writes",
        found: "another program that is writing it", advice: "wait for it, or name another file")
    }
    return (unfinished, descriptor)
  }

  /// Whether a path still leads to the open file.
  private static func isOpen(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  private func writeInPlace(_ bytes: Data, at path: String, flags: Int32) throws(InputError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { throw error(errno) }
    defer { close(descriptor) }
    try write(bytes, to: descriptor)
  }

  private func write(_ bytes: Data, to descriptor: Int32) throws(InputError) {
    let code = writeAll(bytes, to: descriptor)
    guard code == 0 else { throw error(code) }
  }
}
