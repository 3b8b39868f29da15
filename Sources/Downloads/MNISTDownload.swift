public import Errors
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

  /// Fetches the files that are not there, or are not what they should be.
  ///
  /// - Parameter report: is called on any thread.
  /// - Throws: `MirrorsError` if no mirror gives one of the files; an error of the file system.
  public func run(report: @escaping @Sendable (Event) -> Void = { _ in }) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files {
      if isWhole(file, at: folder.appending(path: file.packedName)) {
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
        try FileManager.default.moveReplacing(
          part, to: folder.appending(path: file.packedName))
        return
      } catch let error as InputError {
        try Task.checkCancellation()
        try removeIfEmpty(part)
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
    try FileManager.default.removeItem(at: part)
    if begun > 0 {
      _ = try await transfer(file, from: address, to: part, report)
      if isWhole(file, at: part) { return }
      try FileManager.default.removeItem(at: part)
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
    if !FileManager.default.fileExists(atPath: part.path) {
      try Data().write(to: part)
    }
    let handle = try FileHandle(forWritingTo: part)
    defer { try? handle.close() }
    let offset = Int(try handle.seekToEnd())
    let transfer = ResumedTransfer(from: address, to: handle, offset: offset) {
      report(.receiving(file: file.packedName, received: $0, expected: $1))
    }
    try await transfer.run(timeout: timeout)
    return offset
  }

  /// A file in which nothing came is no beginning.
  private func removeIfEmpty(_ part: URL) throws {
    guard FileManager.default.fileExists(atPath: part.path),
      try Data(contentsOf: part, options: .mappedIfSafe).isEmpty
    else { return }
    try FileManager.default.removeItem(at: part)
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

extension FileManager {
  /// Gives a file another name, in one step, whether or not there is a file of that name.
  fileprivate func moveReplacing(_ source: URL, to target: URL) throws {
    guard rename(source.path, target.path) == 0 else {
      throw InputError(
        place: target.path, expected: "a place for the file",
        found: String(cString: strerror(errno)))
    }
  }
}
