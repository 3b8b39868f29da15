/// The names under which a site may be asked for.
///
/// A page of any other site can let its own name point at this machine, and would then be free to
/// read what is served here (DNS rebinding). Its requests still carry that name.
public struct HostNames: Sendable {
  private let names: Set<String>

  /// - Parameter names: In small letters; addresses of IPv6 in brackets.
  public init(_ names: Set<String>) {
    self.names = names
  }

  /// The names that every machine has for itself.
  public static let loopback = HostNames(["127.0.0.1", "[::1]", "localhost"])

  /// Whether a name, with a port or without, is one of them.
  func allow(_ host: String) -> Bool {
    let end = host.hasPrefix("[") ? host.firstIndex(of: "]") : nil
    let colon = host[(end ?? host.startIndex)...].firstIndex(of: ":") ?? host.endIndex
    let hasPort = host[colon...].dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    return hasPort && names.contains(host[..<colon].lowercased())
  }

  /// The names as a sentence has them.
  var listed: String { names.sorted().joined(separator: ", ") }
}
