public import Errors
import Files
public import Foundation

/// Fetches the four files of MNIST into a folder.
///
/// A file grows under a name that ends in `.part`, and gets its own name once its content has been
/// checked, so that a file under its own name is whole. What was begun goes on at the next try. If a
/// mirror fails, the next one is asked.
///
/// ```swift
/// try await MNISTDownload(into: DigitsSearch().cacheFolder).run()
/// ```
public struct MNISTDownload: Sendable {
  /// What happens, for those who wait.
  public enum Event: Sendable, Hashable {
    /// The file is there already, whole.
    case alreadyThere(file: String)
    /// So many bytes of the packed file are there; `expected` is `nil` if nobody says how many.
    case receiving(file: String, received: Int, expected: Int?)
    /// A mirror failed, and the next one, if there is one, is asked.
    case failed(InputError)
    /// The file is there and its content is right.
    case finished(file: String)
  }

  /// Where MNIST is served, the first one first.
  public static let publicMirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ].compactMap(URL.init(string:))

  public let folder: URL
  public let mirrors: [URL]
  public let files: [MNISTFile]
  /// How long a server may be silent.
  public let timeout: Duration

  public init(
    into folder: URL, from mirrors: [URL] = publicMirrors, files: [MNISTFile] = MNISTFile.all,
    timeout: Duration = .seconds(30)
  ) {
    self.folder = folder
    self.mirrors = mirrors
    self.files = files
    self.timeout = timeout
  }

  /// Fetches the files that are not there.
  ///
  /// - Parameter report: is called on any thread.
  /// - Throws: `MirrorsError` if no mirror gives one of the files; `InputError` if the folder cannot
  ///   take them, is being filled, or has other files of their names, such as those of another data
  ///   set.
  public func run(report: @escaping @Sendable (Event) -> Void = { _ in }) async throws {
    try prepareFolder()
    // Two that write to one file at the same time would spoil it.
    guard let lock = FolderLock(folder, waits: false) else {
      throw InputError(
        place: folder.path, expected: "a folder that nothing else fills",
        found: "another download into it", advice: "wait for it, or name another folder")
    }
    defer { withExtendedLifetime(lock) {} }
    let wholeFiles = try files.filter(isWhole)
    for file in files {
      if wholeFiles.contains(file) {
        report(.alreadyThere(file: file.packedName))
      } else {
        try await fetch(file, report)
        report(.finished(file: file.packedName))
      }
    }
  }

  private func fetch(_ file: MNISTFile, _ report: @escaping @Sendable (Event) -> Void) async throws
  {
    let part = folder.appending(path: file.packedName + ".part")
    var failures: [InputError] = []
    for mirror in mirrors {
      let address = mirror.appending(path: file.packedName)
      do {
        try await fetch(file, from: address, to: part, report)
        let target = folder.appending(path: file.packedName)
        guard rename(part.path, target.path) == 0 else {
          throw LocalError(system: errno, at: target)
        }
        return
      } catch let error as LocalError {
        throw error.error
      } catch let error as InputError {
        try Task.checkCancellation()
        removeIfEmpty(part)
        failures.append(error)
        report(.failed(error))
      }
    }
    throw MirrorsError(file: file.packedName, failures: failures)
  }

  /// Fetches what is missing of a file and checks it.
  ///
  /// A beginning may come from another mirror, which packed the same content into other bytes, so
  /// a wrong sum is final only if everything came from this one.
  private func fetch(
    _ file: MNISTFile, from address: URL, to part: URL,
    _ report: @escaping @Sendable (Event) -> Void
  ) async throws {
    let begun = try await transfer(file, from: address, to: part, report)
    if isWhole(file, at: part) { return }
    unlink(part.path)
    if begun > 0 {
      _ = try await transfer(file, from: address, to: part, report)
      if isWhole(file, at: part) { return }
      unlink(part.path)
    }
    throw InputError(
      place: address.absoluteString, expected: "content with the SHA-256 sum \(file.sha256)",
      found: "other content")
  }

  /// - Returns: how many bytes there were before.
  private func transfer(
    _ file: MNISTFile, from address: URL, to part: URL,
    _ report: @escaping @Sendable (Event) -> Void
  ) async throws -> Int {
    let descriptor = open(part.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw LocalError(system: errno, at: part) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw LocalError(system: errno, at: part) }
    let offset = Int(end)
    let transfer = ResumedTransfer(from: address, to: part, handle, offset: offset) {
      report(.receiving(file: file.packedName, received: $0, expected: $1))
    }
    try await transfer.run(timeout: timeout)
    return offset
  }

  private func prepareFolder() throws(InputError) {
    let expected = "a folder that can be written to"
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        throw InputError(place: folder.path, expected: expected, found: "a file")
      }
      throw InputError(error, place: folder.path, expected: expected)
    }
    guard access(folder.path, W_OK | X_OK) == 0 else {
      throw InputError(system: errno, place: folder.path, expected: expected)
    }
  }

  /// Whether a file is there.
  ///
  /// - Throws: if there is another one of its name.
  private func isWhole(_ file: MNISTFile) throws(InputError) -> Bool {
    let target = folder.appending(path: file.packedName)
    var status = stat()
    guard lstat(target.path, &status) == 0 else { return false }
    guard isWhole(file, at: target) else {
      throw InputError(
        place: target.path, expected: "MNIST's file of this name, or none", found: "another file",
        advice: "move it away, or name another folder")
    }
    return true
  }

  /// A file in which nothing came is no beginning.
  private func removeIfEmpty(_ part: URL) {
    var status = stat()
    if stat(part.path, &status) == 0, status.st_size == 0 { unlink(part.path) }
  }

  private func isWhole(_ file: MNISTFile, at url: URL) -> Bool {
    guard FileManager.default.fileExists(atPath: url.path) else { return false }
    do {
      return try UnpackedDigest(of: url).sha256 == file.sha256
    } catch {
      return false
    }
  }
}

/// What is wrong on this machine, so that another mirror would be no help.
struct LocalError: Error {
  var error: InputError

  init(system code: Int32, at file: URL) {
    error = InputError(system: code, place: file.path, expected: "a file that can be written")
  }
}
