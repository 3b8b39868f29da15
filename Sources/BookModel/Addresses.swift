import Foundation

extension Chapter {
  /// The name of the chapter's file in `chapters/`.
  public var fileName: String { String(file.dropFirst("chapters/".count)) }
}

extension Link {
  /// The file name of the chapter that a link leads to, or `nil` for other links.
  public var chapterFileName: String? {
    guard isLocal, !address.isEmpty, address.hasSuffix(".md"), !address.contains("/") else {
      return nil
    }
    return address.removingPercentEncoding
  }

  /// The path from the book's folder of the file that a link leads to, or `nil` for links to
  /// chapters and to other hosts.
  public var filePath: String? {
    guard isLocal, !address.isEmpty, chapterFileName == nil else { return nil }
    return "chapters/" + (address.removingPercentEncoding ?? String(address))
  }

  /// The place on a page of the book.
  var anchor: String? {
    guard isLocal, let hash = destination.firstIndex(of: "#") else { return nil }
    let name = destination[hash...].dropFirst()
    return name.isEmpty ? nil : name.removingPercentEncoding
  }

  /// Whether a link stays in the book.
  private var isLocal: Bool { !destination.namesHost }

  private var address: Substring { destination.prefix { $0 != "#" } }
}

extension Image {
  /// Whether the picture is a file of the book and not an address.
  public var isLocal: Bool {
    !source.namesHost && !source.hasPrefix("/") && !source.split(separator: "/").contains("..")
  }

  /// The path from the book's folder.
  public var path: String { "chapters/" + (source.removingPercentEncoding ?? source) }
}

extension String {
  /// Whether an address starts with a scheme such as `https:`, or with `//` and a host.
  fileprivate var namesHost: Bool {
    let name = utf8.prefix { $0.isASCIILetterOrDigit || "+-.".utf8.contains($0) }
    return !name.isEmpty && utf8[name.endIndex...].first == UInt8(ascii: ":") || hasPrefix("//")
  }
}
