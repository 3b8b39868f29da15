public import Foundation

/// The pages of a site, held against what every page must keep: each name is that of one place, each
/// local address leads to something, and no link stands in another.
public struct SitePages {
  private let texts: [String: String]
  private let files: Set<String>
  private let names: [String: [String]]

  public init(in folder: URL) throws {
    files = Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
    var texts: [String: String] = [:]
    for path in files where path.hasSuffix(".html") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      texts[path] = text.replacing(/(?s)<script.*?<\/script>|<!--.*?-->/, with: "")
    }
    self.texts = texts
    names = texts.mapValues { text in
      text.matches(of: /<[a-zA-Z][^>]*?\sid=["']?([^"'\s>]*)/).map { String($0.1) }
    }
  }

  /// What is wrong, one line for each fault.
  public func problems() -> [String] {
    texts.keys.sorted().flatMap { page in
      repeatedNames(on: page) + deadAddresses(on: page) + nestedLinks(on: page)
    }
  }

  private func repeatedNames(on page: String) -> [String] {
    var seen: Set<String> = []
    return (names[page] ?? []).filter { !seen.insert($0).inserted }
      .map { "\(page): the name \($0) stands twice" }
  }

  private func deadAddresses(on page: String) -> [String] {
    let text = texts[page] ?? ""
    var addresses = text.matches(of: /\s(?:href|src|poster)="([^"]*)"/).map { String($0.1) }
    for match in text.matches(of: /\ssrcset="([^"]*)"/) {
      addresses += match.1.split(separator: ", ").map { String($0.prefix { $0 != " " }) }
    }
    return addresses.filter { !$0.contains(/^[a-z]+:|^\/\//) }.compactMap { address in
      let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = parts[0].isEmpty ? page : parts[0].removingPercentEncoding ?? ""
      guard files.contains(path) else { return "\(page): nothing is at \(address)" }
      guard parts.count > 1, let name = parts[1].removingPercentEncoding, !name.isEmpty,
        names[path]?.contains(name) != true
      else { return nil }
      return "\(page): no place is called \(address)"
    }
  }

  private func nestedLinks(on page: String) -> [String] {
    var isOpen = false
    var problems: [String] = []
    for match in (texts[page] ?? "").matches(of: /<(\/?)a(?:\s[^>]*)?>/) {
      let opens = match.1.isEmpty
      if opens == isOpen { problems.append("\(page): a link is not closed before \(match.0)") }
      isOpen = opens
    }
    return problems
  }
}
