/// What a request may take, so that no page in a browser can keep the server from its work.
public struct RequestLimits: Sendable {
  /// The bytes of a request's line and headers.
  public var headBytes = 16 * 1024
  /// The seconds until a request's head is whole, counted from the answer before it.
  public var headSeconds = 15
  /// The seconds in which a client must take an answer.
  public var answerSeconds = 60
  /// The seconds that a client has to read why it was refused, while what it sends is thrown away.
  public var farewellSeconds = 2
  /// How many connections there may be; one more ends the one that has been quiet the longest.
  public var connections = 256

  public init() {}
}
