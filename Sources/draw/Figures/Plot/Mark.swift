/// Something that a plot shows: a line, dots, bars.
///
/// A mark knows its data; the plot gives it a frame to draw in. Add a kind of mark by conforming
/// a type to this protocol.
public protocol Mark: Sendable {
  /// The data, for the axes' ranges, the alt text and the table.
  var series: [Series] { get }
  /// The series of which the alt text tells, the most important first.
  var describedSeries: [Series] { get }
  /// Names that stand for the numbers 0, 1, 2 ... of the x axis.
  var categories: [String]? { get }
  /// The accent of the mark's first colour; the plot chooses if `nil`.
  var accent: Int? { get }
  /// How many accents the mark uses.
  var accentCount: Int { get }
  /// What the legend says of the mark.
  func legend(firstAccent: Int) -> [LegendEntry]
  /// How much room the mark wants above the frame.
  var heightAboveFrame: Points { get }

  /// Draws the data; only what is inside the frame will be seen.
  func draw(in frame: PlotFrame, firstAccent: Int, onto drawing: inout Drawing)
  /// Draws what may stand outside the frame.
  func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing)
}

extension Mark {
  public var describedSeries: [Series] { series }
  public var categories: [String]? { nil }
  public var accent: Int? { nil }
  public var accentCount: Int { 1 }
  public var heightAboveFrame: Points { 0 }
  public func legend(firstAccent: Int) -> [LegendEntry] { [] }
  public func drawLabels(around frame: PlotFrame, onto drawing: inout Drawing) {}
}

/// Numbers y that belong to numbers x.
public struct Series: Sendable, Hashable {
  /// The name in legend, table and alt text; the y axis's label if `nil`.
  public var name: String?
  public var x: [Double]
  public var y: [Double]
  /// What each pair of numbers is called; empty if they have no names.
  public var pointNames: [String]

  /// - Precondition: there are as many x as y, and as many names if there are any.
  public init(name: String?, x: [Double], y: [Double], pointNames: [String] = []) {
    guard x.count == y.count, pointNames.isEmpty || pointNames.count == y.count else {
      fatalError(
        "Series \(name ?? "without name"): \(x.count) x cannot belong to \(y.count) y"
          + (pointNames.isEmpty ? "" : " with \(pointNames.count) names"))
    }
    self.name = name
    self.x = x
    self.y = y
    self.pointNames = pointNames
  }
}

/// Numbers of every kind can be plotted.
public protocol Plottable: Sendable {
  var coordinate: Double { get }
}

extension Double: Plottable {
  public var coordinate: Double { self }
}

extension Float: Plottable {
  public var coordinate: Double { Double(self) }
}

extension Int: Plottable {
  public var coordinate: Double { Double(self) }
}

/// The part of a drawing where a plot shows its data.
public struct PlotFrame: Sendable, Hashable {
  public var area: Rectangle
  public var x: AxisScale
  public var y: AxisScale

  /// The place of a pair of numbers, or `nil` if an axis has no place for one of them.
  public func point(_ x: Double, _ y: Double) -> Point? {
    guard let x = self.x.position(of: x), let y = self.y.position(of: y) else { return nil }
    return Point(x: x, y: y)
  }
}

extension Array where Element: Plottable {
  /// The coordinate of each value.
  // A closure: a key path of a generic element is looked up anew for each, which would take longer
  // than drawing the line.
  package var coordinates: [Double] { map { $0.coordinate } }
}
