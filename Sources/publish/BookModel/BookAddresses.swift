import Files
import Foundation

/// Where an address in a chapter leads.
public enum Destination: Sendable, Hashable {
  /// To another host, to somebody's mail, or to what the address itself holds.
  case elsewhere
  /// To a page of the book, that of the chapter with this place in it, or to the same page.
  ///
  /// The fragment is what follows the `#`.
  case page(chapter: Int?, fragment: String?)
  /// To a file of the book, by its path from the book's folder.
  case file(String)

  /// Where a file of the book comes to stand in the site: files beside the chapters in one folder,
  /// all others in a second one.
  public static func sitePath(of file: String) -> String {
    file.hasPrefix("chapters/") ? "files/" + file.dropFirst("chapters/".count) : "book/" + file
  }
}

/// Why an address leads nowhere.
public struct AddressProblem: Error, Sendable, Hashable {
  public var message: String
  public var hints: [String] = []
}

/// Finds out where the addresses in a book's chapters lead. Nothing outside the book's folder can be
/// reached, whatever a path is made of.
public struct BookAddresses: Sendable {
  private let folder: URL
  private let chapterNames: [String]
  /// The chapters' files, through whatever links they are reached.
  private let chapterFiles: [FileIdentity: Int]
  /// The folders that files may come from, at the end of all links.
  private let roots: [[String]]

  /// - Parameter chapterNames: the names of the files in `chapters/`, in the chapters' order.
  init(folder: URL, chapterNames: [String]) {
    self.folder = folder
    self.chapterNames = chapterNames
    let chapters = folder.appending(path: "chapters")
    chapterFiles = Dictionary(
      chapterNames.enumerated().compactMap { index, name in
        FileIdentity(chapters.appending(path: name).path).map { ($0, index) }
      }, uniquingKeysWith: { first, _ in first })
    roots = [folder, chapters].compactMap { Self.realPath($0.path) }
  }

  public init(of book: Book) {
    self.init(folder: book.folder, chapterNames: book.chapters.map(\.fileName))
  }

  /// Where an address leads.
  ///
  /// - Parameter noun: what it should lead to, "file" or "picture", for the message if it does not.
  public func destination(of address: String, noun: String = "file") throws(AddressProblem)
    -> Destination
  {
    // Browsers leave these out.
    let address = String(
      String.UnicodeScalarView(
        address.unicodeScalars.filter { !"\t\n\r".unicodeScalars.contains($0) })
    )[...].trimmingSpaces()
    if let scheme = Self.scheme(of: address) {
      guard scheme != "file", scheme.count > 1 else { throw .absolutePath(String(address)) }
      return .elsewhere
    }
    guard !address.hasPrefix("//") else { return .elsewhere }
    let (beforeFragment, fragment) = address.parted(at: "#")
    let path = beforeFragment.parted(at: "?").before
    guard !path.isEmpty else { return .page(chapter: nil, fragment: fragment) }
    let parts = try self.parts(of: path)
    if parts.count == 2, parts[0] == "chapters",
      let index = chapterNames.firstIndex(where: { $0 == parts[1] })
    {
      return .page(chapter: index, fragment: fragment)
    }
    let file = parts.joined(separator: "/")
    if path.hasSuffix("/") { throw .folder(file) }
    if let index = try chapter(orFileAt: file, noun: noun) {
      return .page(chapter: index, fragment: fragment)
    }
    return .file(file)
  }

  /// The scheme of an address such as `https:`, in small letters.
  private static func scheme(of address: Substring) -> String? {
    let name = address.utf8.prefix { $0.isASCIILetterOrDigit || "+-.".utf8.contains($0) }
    guard let first = name.first, first.isASCIILetter,
      address.utf8[name.endIndex...].first == UInt8(ascii: ":")
    else { return nil }
    return Substring(name).lowercased()
  }

  /// The parts of the path from the book's folder, without `.` and `..`.
  private func parts(of path: Substring) throws(AddressProblem) -> [String] {
    let decoded = String(path).removingPercentEncoding ?? String(path)
    guard !decoded.hasPrefix("/") else { throw .absolutePath(decoded) }
    guard
      !decoded.unicodeScalars.contains(where: {
        $0 == "\\" || $0.properties.generalCategory == .control
      })
    else {
      throw AddressProblem(
        message: "an address cannot hold a backslash or a control character, found `\(path)`",
        hints: ["write `/` between folders"])
    }
    var parts = ["chapters"]
    for part in decoded.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        throw .outside(String(path))
      }
    }
    if let hidden = parts.first(where: { $0.hasPrefix(".") }) {
      throw AddressProblem(
        message: "`\(hidden)` is hidden and does not come into the site",
        hints: ["copy it to a name without a dot at its start"])
    }
    guard parts.count > 1 || parts.first != "chapters", !parts.isEmpty else {
      throw .folder(parts.first ?? ".")
    }
    return parts
  }

  /// Checks a file that the site would get a copy of; its place in the book if it is a chapter.
  private func chapter(orFileAt path: String, noun: String) throws(AddressProblem) -> Int? {
    let file = folder.appending(path: path).path
    var status = stat()
    guard stat(file, &status) == 0, let real = Self.realPath(file) else {
      switch errno {
      case ELOOP:
        throw AddressProblem(message: "symbolic links lead in a circle at `\(path)`")
      case EACCES:
        throw AddressProblem(message: "no permission to read `\(path)`")
      default: throw missing(path, noun: noun)
      }
    }
    if let index = FileIdentity(file).flatMap({ chapterFiles[$0] }) { return index }
    guard roots.contains(where: { real.starts(with: $0) }) else { throw .outside(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .folder(path)
    default:
      throw AddressProblem(
        message: "`\(path)` is no file but a pipe or a device, which a site cannot hold")
    }
    guard access(file, R_OK) == 0 else {
      throw AddressProblem(message: "no permission to read `\(path)`")
    }
    return nil
  }

  private func missing(_ path: String, noun: String) -> AddressProblem {
    let name = String(path.dropFirst("chapters/".count))
    if path.hasPrefix("chapters/"), name.hasSuffix(".md"), !name.contains("/") {
      return AddressProblem(
        message: "no chapter is called `\(name)`", hints: didYouMean(name, among: chapterNames))
    }
    return AddressProblem(message: "no \(noun) is at `\(path)`")
  }

  /// Whether a file or folder that cells read is the book's own, through whatever links.
  func holds(_ path: String) -> Bool {
    guard let real = Self.realPath(folder.appending(path: path).path) else { return true }
    return roots.contains { real.starts(with: $0) }
  }

  private static func realPath(_ path: String) -> [String]? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return URL(filePath: String(cString: real)).pathComponents
  }
}

extension AddressProblem {
  fileprivate static func outside(_ path: String) -> AddressProblem {
    AddressProblem(
      message: "`\(path)` leads out of the book's folder",
      hints: ["a site holds files of the book only: copy what it needs into the book"])
  }

  fileprivate static func absolutePath(_ path: String) -> AddressProblem {
    AddressProblem(
      message: "`\(path)` is a path of this machine, which readers do not have",
      hints: ["write the path from the folder `chapters`"])
  }

  fileprivate static func folder(_ path: String) -> AddressProblem {
    AddressProblem(
      message: "`\(path)` is a folder", hints: ["link to a file, such as an archive of it"])
  }
}

extension Substring {
  /// What stands before the first of a character, and what behind it.
  fileprivate func parted(at mark: Character) -> (before: Substring, behind: String?) {
    let before = prefix { $0 != mark }
    return (
      before, before.endIndex == endIndex ? nil : String(self[before.endIndex...].dropFirst())
    )
  }
}
