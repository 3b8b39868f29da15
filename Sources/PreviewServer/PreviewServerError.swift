/// A server that could not start: where it should listen, and why it cannot.
public struct PreviewServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The ports that were tried.
  public var ports: ClosedRange<UInt16>
  public var reason: String

  public init(ports: ClosedRange<UInt16>, reason: String) {
    self.ports = ports
    self.reason = reason
  }

  public var description: String {
    ports.count == 1
      ? "cannot serve on port \(ports.lowerBound) of 127.0.0.1: \(reason)"
      : "cannot serve on ports \(ports.lowerBound) to \(ports.upperBound) of 127.0.0.1: \(reason)"
  }
}
