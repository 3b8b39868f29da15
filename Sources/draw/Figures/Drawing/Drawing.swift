/// A figure as a value: its size and what is drawn, in order.
///
/// Lengths are points, colours are roles; the renderer's theme and scale turn them into pixels.
/// ``description`` is the same drawing as text, a command a line, for comparison in tests.
public struct Drawing: Sendable, Hashable {
  public enum Command: Sendable, Hashable {
    case path(Path, fill: Color?, stroke: Stroke?)
    case text(Text)
    /// Samples as squares with sharp edges that fill `frame`.
    case image(SampleGrid, scale: ColorScale, frame: Rectangle)
    /// Commands of which only the part inside `frame` is drawn.
    case clip(Rectangle, [Command])
  }

  /// The width of the empty edge around a figure, so that it lines up with the text of the page.
  package static let margin: Points = 2

  /// What the figure is called in messages and in its file.
  public var title: String
  public var size: Size
  public internal(set) var commands: [Command] = []

  public init(title: String, size: Size) {
    self.title = title
    self.size = size
  }

  public mutating func fill(_ path: Path, _ color: Color, stroke: Stroke? = nil) {
    commands.append(.path(path, fill: color, stroke: stroke))
  }

  public mutating func stroke(_ path: Path, _ stroke: Stroke) {
    commands.append(.path(path, fill: nil, stroke: stroke))
  }

  public mutating func write(_ text: Text) {
    commands.append(.text(text))
  }

  /// Draws samples with what tells more than their colours: see ``markSigns(of:frame:)`` and
  /// ``markGaps(of:frame:)``.
  public mutating func image(_ samples: SampleGrid, scale: ColorScale, frame: Rectangle) {
    commands.append(.image(samples, scale: scale, frame: frame))
    if scale == .diverging { markSigns(of: samples, frame: frame) }
    markGaps(of: samples, frame: frame)
  }

  /// Draws what `body` draws, but only inside `frame`.
  public mutating func clip(to frame: Rectangle, _ body: (inout Drawing) -> Void) {
    var inner = Drawing(title: title, size: size)
    body(&inner)
    commands.append(.clip(frame, inner.commands))
  }
}

extension Drawing {
  /// Every text of the drawing, those inside clips included.
  public var texts: [Text] {
    func texts(in commands: [Command]) -> [Text] {
      commands.flatMap { command -> [Text] in
        switch command {
        case .text(let text): [text]
        case .clip(_, let inner): texts(in: inner)
        case .path, .image: []
        }
      }
    }
    return texts(in: commands)
  }
}
