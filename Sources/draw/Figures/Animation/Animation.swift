/// Figures that follow each other: how a curve grows, how kernels take shape.
///
/// ```swift
/// let animation = Animation(title: "Kernels", labels: passes.map { "pass \($0)" }) { index, width in
///   ImageGrid(title: "", cells: kernels[index], range: -1...1, maximumWidth: width)
/// }
/// ```
///
/// Give all figures the same ranges, or nothing can be compared. As a figure that does not move, an
/// animation is its contact sheet: some of its frames side by side.
public struct Animation: Figure {
  private static let gap: Points = 16
  private static let labelHeight: Points = 24
  /// Room for two figures side by side.
  private static let half: Points = 350

  public var title: String
  /// What each frame shows, such as `pass 3`.
  public var labels: [String]
  /// How long each frame is seen.
  public var secondsPerFrame: Double
  /// How long the last one is seen.
  public var secondsAtEnd: Double
  /// How often all frames are shown; 0 for without end.
  public var plays: Int
  public var maximumWidth: Points
  private let figure: @Sendable (Int, Points) -> any Figure

  /// - Parameters:
  ///   - labels: one for each frame, and at least one.
  ///   - secondsPerFrame: from 0.02 to 60.
  ///   - figure: makes the figure of the frame with an index, no wider than the given width.
  public init(
    title: String, labels: [String], secondsPerFrame: Double = 0.5, secondsAtEnd: Double = 2,
    plays: Int = 3, maximumWidth: Points = 720,
    figure: @escaping @Sendable (_ index: Int, _ width: Points) -> any Figure
  ) {
    guard !labels.isEmpty else {
      fatalError("Animation \"\(title)\": expected a label for each frame, found none")
    }
    self.title = title
    self.labels = labels
    self.secondsPerFrame = secondsPerFrame
    self.secondsAtEnd = secondsAtEnd
    self.plays = plays
    self.maximumWidth = max(maximumWidth, 240)
    self.figure = figure
  }

  private var last: Int { labels.count - 1 }

  // MARK: In motion

  /// The frames, each with its label and how far the film has come. Where nothing moves, the last
  /// frame is seen.
  public var film: Film {
    let drawings = labels.indices.map { figure($0, maximumWidth).drawing() }
    let width = drawings.map(\.size.width).max() ?? 0
    let height = drawings.map(\.size.height).max() ?? 0
    let size = Size(width: width, height: height + Self.labelHeight)
    let frames = drawings.enumerated().map { index, drawing in
      var frame = Drawing(title: title, size: size)
      writeLabel(index, width: width, onto: &frame)
      drawProgress(index, width: width, onto: &frame)
      frame.place(drawing, at: Point(x: 0, y: Self.labelHeight))
      return Film.Frame(frame, seconds: index == last ? secondsAtEnd : secondsPerFrame)
    }
    return Film(title: title, still: frames[last].drawing, frames: frames, plays: plays)
  }

  private func drawProgress(_ index: Int, width: Points, onto drawing: inout Drawing) {
    let track = Rectangle(
      x: Drawing.margin, y: Self.labelHeight - 6, width: width - 2 * Drawing.margin, height: 2)
    var done = track
    done.width *= Double(index + 1) / Double(labels.count)
    drawing.fill(.rectangle(track), .grid)
    drawing.fill(.rectangle(done), .muted)
  }

  private func writeLabel(
    _ index: Int, width: Points, at corner: Point = Point(x: 0, y: 0), onto drawing: inout Drawing
  ) {
    drawing.write(
      Text(
        TextFitting.shortened(
          labels[index], to: width - 2 * Drawing.margin, size: TypeSize.small, weight: .bold),
        at: Point(x: corner.x + Drawing.margin, y: corner.y + TypeSize.small), size: TypeSize.small,
        weight: .bold))
  }

  // MARK: On paper

  /// Some frames side by side, in rows, among them the first and the last.
  public func drawing() -> Drawing {
    let drawings = Dictionary(
      uniqueKeysWithValues: sheet(of: 6).map { ($0, figure($0, Self.half).drawing()) })
    let widest = drawings.values.map(\.size.width).max() ?? 0
    let columns = max(1, Int((maximumWidth + Self.gap) / (widest + Self.gap)))
    // Wide figures stand below each other, so that fewer have room on a page.
    let shown = columns == 1 ? sheet(of: 3) : drawings.keys.sorted()
    let cell = Size(
      width: widest + Self.gap,
      height: (drawings.values.map(\.size.height).max() ?? 0) + Self.labelHeight + Self.gap)
    let width = Double(min(columns, shown.count)) * cell.width - Self.gap
    let titleLines = TextFitting.lines(
      title, width: width - 2 * Drawing.margin, size: TypeSize.title, weight: .bold)
    let top =
      titleLines.isEmpty
      ? 0
      : Double(titleLines.count) * TypeSize.title * FontMetrics.lineSpacing + Drawing.margin + 8
    let rows = (shown.count + columns - 1) / columns
    var drawing = Drawing(
      title: title,
      size: Size(width: width.rounded(.up), height: top + Double(rows) * cell.height - Self.gap))
    drawing.writeLines(
      titleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: Drawing.margin)
    for (place, index) in shown.enumerated() {
      let corner = Point(
        x: Double(place % columns) * cell.width, y: top + Double(place / columns) * cell.height)
      writeLabel(index, width: widest, at: corner, onto: &drawing)
      if let frame = drawings[index] {
        drawing.place(frame, at: Point(x: corner.x, y: corner.y + Self.labelHeight))
      }
    }
    return drawing
  }

  /// The indices of at most so many frames, evenly apart, the first and the last among them.
  private func sheet(of most: Int) -> [Int] {
    guard labels.count > most else { return Array(labels.indices) }
    return (0..<most).map { $0 * last / (most - 1) }
  }

  // MARK: In words

  /// From where to where, then what the last frame shows.
  public var altText: String {
    let name = title.isEmpty ? "" : title + ". "
    let head =
      labels.count == 1
      ? "\(name)One frame, \(labels[0])."
      : "\(name)Animation of \(NumberText.grouped(labels.count)) frames from \(labels[0]) to "
        + "\(labels[last])."
    let start = AltText.shortened(head, to: 150)
    let end = figure(last, maximumWidth).altText
    let room = AltText.limit - start.count - 1
    return start + " "
      + AltText.shortened((labels.count == 1 ? "" : "At the end: ") + end, to: room)
  }

  public var dataTable: DataTable? { figure(last, maximumWidth).dataTable }
}
