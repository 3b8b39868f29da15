import Figures
import Testing

/// Figures of every kind with data and names that nobody wished for.
enum AwkwardFigures {
  enum Data: CaseIterable {
    case empty, one, equal, notNumbers, mixed, tiny, huge, anySize, many
  }

  struct Sample: CustomTestStringConvertible, Sendable {
    var name: String
    var figure: any Figure
    var testDescription: String { name }
  }

  static let texts = [
    "", "loss", String(repeating: "a long label of many words ", count: 20),
    String(repeating: "unbreakable", count: 60), "识别的错误率和训练集的大小", "שגיאה של הרשת (אחוזים) 12",
    "😀👩‍👩‍👧🇩🇪 emoji", "tab\tline\nbreak\u{0}zero", "العربية", "a\u{301}\u{302}\u{303}\u{323}",
  ]

  /// All kinds of figures with all kinds of data, the texts in turn.
  static func all(seed: UInt64) -> [Sample] {
    var generator = Numbers(seed: seed)
    var samples: [Sample] = []
    for (index, data) in Data.allCases.enumerated() {
      let values = generator.awkward(data)
      for (shift, text) in texts.enumerated() where (shift + index) % 3 == 0 || data == .mixed {
        let other = texts[(shift + index + 1) % texts.count]
        for (kind, figure) in figures(values, text, other, &generator) {
          samples.append(Sample(name: "\(kind), \(data), text \(shift)", figure: figure))
        }
      }
    }
    return samples
  }

  private static func figures(
    _ values: [Double], _ text: String, _ other: String, _ generator: inout Numbers
  ) -> [(String, any Figure)] {
    let places = values.map { _ in Double.random(in: -3...3, using: &generator) }
    let few = Array(values.prefix(30))
    let names = few.indices.map { "\(text)\($0)" }
    let isLogarithmic = Bool.random(using: &generator)
    let y = Axis(other, unit: text, kind: isLogarithmic ? .logarithmic : .linear)
    let steps = Array(values.indices)
    func plot(_ marks: [any Mark], x: Axis = Axis(text), width: Points = 720) -> Plot {
      Plot(title: text, x: x, y: y, marks: marks, width: width)
    }
    let line = plot([Line(x: steps, y: values, label: text), Line(x: steps, y: values)])
    let dots = plot(
      [Dots(x: places, y: values, names: values.map { _ in text }, label: other)], width: 300)
    let bars = plot([
      Bars(names, groups: [(text, few), (other, few)], showsValues: true),
      Line(x: [0.5, 99, -1], y: [1.0, 2, 3]),
    ])
    let smoothed = plot(
      [
        Rules(x: steps.prefix(20).map(Double.init), labels: steps.prefix(20).map { _ in text }),
        SmoothedLine(x: steps, y: values, label: text, rawLabel: other),
      ], x: Axis(other, isWhole: true))
    return [("line", line), ("dots", dots), ("bars", bars), ("smoothed line", smoothed)]
      + pictures(values, few, names, text, other)
      + [("animation", animation(of: line, text)), ("diagram", diagram(few, text, other))]
  }

  private static func pictures(
    _ values: [Double], _ few: [Double], _ names: [String], _ text: String, _ other: String
  ) -> [(String, any Figure)] {
    let side = min(Int(Double(values.count).squareRoot()), 28)
    let numbers = values.prefix(side * side).map { Float($0) }
    let cell = ImageGrid.Cell(
      width: max(side, 1), height: max(side, 1), values: side > 0 ? numbers : [.nan], above: text,
      below: other, isMarked: true)
    func grid(_ cells: [ImageGrid.Cell], _ scale: ColorScale) -> ImageGrid {
      ImageGrid(
        title: text, cells: cells, scale: scale, rowHeadings: [other],
        columnHeadings: [text, other],
        columnTitle: other, showsScale: true)
    }
    let heatmap = Heatmap(
      title: text, rowTitle: other, columnTitle: text, rowHeadings: names,
      columnHeadings: few.isEmpty ? [] : [text, other],
      cells: few.map { [.init(text, level: $0), .init("", level: $0, scale: .diverging)] },
      summary: other)
    return [
      ("signed pictures", grid([cell, cell], .diverging)), ("picture", grid([cell], .ink)),
      ("no pictures", grid([], .gray)), ("heatmap", heatmap),
    ]
  }

  private static func animation(of plot: Plot, _ text: String) -> Animation {
    Animation(title: text, labels: [text, "2", "3", "4"]) { index, width in
      var frame = plot
      frame.width = width
      frame.marks = Array(plot.marks.prefix(index))
      return frame
    }
  }

  private static func diagram(_ values: [Double], _ text: String, _ other: String) -> Diagram {
    let nodes = values.prefix(8).indices.map { index in
      Diagram.Node(
        "\(index)",
        glyph: [.vector(units: index), .maps(count: 3, height: 9, width: 9)][index % 2],
        title: text, size: other, caption: text)
    }
    return Diagram(
      title: other, nodes: nodes,
      edges: nodes.indices.dropFirst().map { .init(from: "\($0 - 1)", to: "\($0)") },
      summary: text)
  }
}
