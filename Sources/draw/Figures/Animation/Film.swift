/// Drawings that follow each other, each for some time.
public struct Film: Sendable, Hashable {
  public struct Frame: Sendable, Hashable {
    public var drawing: Drawing
    /// How long it is seen, from 0.02 to 60.
    public var seconds: Double

    public init(_ drawing: Drawing, seconds: Double) {
      self.drawing = drawing
      self.seconds = seconds
    }
  }

  public var title: String
  /// What is seen where nothing moves; no part of the film.
  public var still: Drawing
  public var frames: [Frame]
  /// How often the film is shown; 0 for without end.
  public var plays: Int

  /// - Precondition: there is a frame; none is shorter than 0.02 s or longer than 60 s; the film is
  ///   shown 0 to 10,000 times.
  public init(title: String, still: Drawing, frames: [Frame], plays: Int) {
    guard !frames.isEmpty else { fatalError("Film \"\(title)\": expected a frame, found none") }
    for (index, frame) in frames.enumerated() where !(0.02...60).contains(frame.seconds) {
      fatalError(
        "Film \"\(title)\": expected frames of 0.02 to 60 seconds, found \(frame.seconds) for "
          + "frame \(index + 1)")
    }
    guard (0...10_000).contains(plays) else {
      fatalError("Film \"\(title)\": expected 0 to 10,000 plays, found \(plays)")
    }
    self.title = title
    self.still = still
    self.frames = frames
    self.plays = plays
  }

  /// The least size that holds every frame.
  public var size: Size {
    let sizes = ([still] + frames.map(\.drawing)).map(\.size)
    return Size(
      width: sizes.map(\.width).max() ?? 0, height: sizes.map(\.height).max() ?? 0)
  }
}
