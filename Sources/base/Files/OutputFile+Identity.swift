public import Errors
import Foundation

// Which paths lead to one file: results must not overwrite each other, or what was read.
extension OutputFile {
  /// What is at the end of a path's links, or where it would be.
  private enum Identity: Hashable {
    case existing(device: UInt64, node: UInt64)
    case absent(folderDevice: UInt64, folderNode: UInt64, name: String)

    init(_ status: stat) {
      self = .existing(device: UInt64(status.st_dev), node: UInt64(status.st_ino))
    }
  }

  /// `nil` for what swallows everything, and so gets in nobody's way.
  private func identity() throws(InputError) -> Identity? {
    var status = stat()
    switch try place() {
    case .descriptor(let descriptor): fstat(descriptor, &status)
    case .stream(let path): stat(path, &status)
    case .file(_, let existing?): status = existing
    case .file(let path, nil):
      stat((path as NSString).deletingLastPathComponent, &status)
      return .absent(
        folderDevice: UInt64(status.st_dev), folderNode: UInt64(status.st_ino),
        name: (path as NSString).lastPathComponent)
    }
    return Self.isNull(status) ? nil : Identity(status)
  }

  private static func isNull(_ status: stat) -> Bool {
    var null = stat()
    return stat("/dev/null", &null) == 0 && status.st_mode & S_IFMT == S_IFCHR
      && status.st_rdev == null.st_rdev
  }

  /// Whether two paths lead to one file, through links or not. Nothing is the same as `/dev/null`.
  public func isSame(as other: OutputFile) -> Bool {
    guard let mine = try? identity(), let others = try? other.identity() else { return false }
    return mine == others
  }

  /// Whether it is where the program prints its results.
  public var isStandardOutput: Bool {
    var status = stat()
    guard fstat(STDOUT_FILENO, &status) == 0, !Self.isNull(status) else { return false }
    return (try? identity()) == Identity(status)
  }

  /// Makes sure, before the work, that every result can be written, and none over another one or
  /// over a file that is read.
  ///
  /// - Parameters:
  ///   - results: each file with what asks for it, such as `--history`.
  ///   - sources: the paths of all files that the work reads.
  /// - Throws: `InputError` that names what asks for the file, or the file.
  public static func check(
    _ results: [(name: String, file: OutputFile)], against sources: [String]
  ) throws(InputError) {
    for (index, (name, file)) in results.enumerated() {
      try file.check()
      if let other = results.prefix(index).first(where: { $0.file.isSame(as: file) }) {
        throw InputError(
          place: name, expected: "a file of its own",
          found: "\(file.path), to which \(other.name) goes")
      }
      if sources.contains(where: { OutputFile($0).isSame(as: file) }) {
        throw InputError(
          place: name, expected: "a file that is not read", found: "\(file.path), which is",
          advice: "name another file")
      }
    }
  }
}
