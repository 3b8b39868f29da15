/// The widths and labels of a diagram's columns, and which columns share a row.
struct DiagramColumns {
  /// The label of one node, measured.
  struct Label {
    var title: String
    var size: String
    var captions: [String]
    var width: Points
    /// The height beneath the glyph.
    var height: Points
  }

  static let titleSize = TypeSize.body
  static let titleHeight: Points = 24
  private static let widestLabel: Points = 96

  let style: DiagramStyle
  let labels: [Label]
  let glyphWidths: [Points]
  let labelWidths: [Points]
  /// The least distance between the middles of a column and the next.
  let distances: [Points]

  init(_ diagram: Diagram, layers: DiagramLayers, scale: GlyphScale, style: DiagramStyle) {
    self.style = style
    let labels = diagram.nodes.map { Self.label(of: $0, style: style) }
    self.labels = labels
    let glyphWidths = layers.columns.map { column in
      column.compactMap { $0.node.map { scale.size(of: diagram.nodes[$0].glyph).width } }.max() ?? 0
    }
    self.glyphWidths = glyphWidths
    let labelWidths = layers.columns.map { column in
      column.compactMap { $0.node.map { labels[$0].width } }.max() ?? 0
    }
    self.labelWidths = labelWidths
    distances = layers.columns.indices.dropLast().map { column in
      let gap: Points = layers.bends(after: column) ? style.bendGap : style.labelGap
      return max(
        (glyphWidths[column] + glyphWidths[column + 1]) / 2 + style.glyphGap,
        (max(labelWidths[column], glyphWidths[column])
          + max(labelWidths[column + 1], glyphWidths[column + 1])) / 2 + gap)
    }
  }

  var lineHeight: Points { style.labelSize * FontMetrics.lineSpacing }

  private static func label(of node: Diagram.Node, style: DiagramStyle) -> Label {
    let labelSize = style.labelSize
    let title = TextFitting.shortened(
      node.title, to: widestLabel, size: titleSize, weight: .bold)
    let size = TextFitting.shortened(node.size, to: widestLabel, size: labelSize)
    // A column is widened for the sake of a long word before the word is cut.
    let words = node.caption.split { $0 == " " || $0 == "-" }.map(String.init)
    let longest = words.map { FontMetrics.width(of: $0, size: labelSize) }.max() ?? 0
    let captionWidth = max(labelSize * style.captionWidth, min(longest, widestLabel))
    let captions = TextFitting.lines(node.caption, width: captionWidth, size: labelSize)
    let widths =
      [FontMetrics.width(of: title, size: titleSize, weight: .bold)]
      + ([size] + captions).map { FontMetrics.width(of: $0, size: labelSize) }
    let lines = captions.count + (size.isEmpty ? 0 : 1)
    return Label(
      title: title, size: size, captions: captions, width: widths.max() ?? 0,
      height: lines == 0 ? 0 : Double(lines) * labelSize * FontMetrics.lineSpacing + 8)
  }

  /// Half the width of a column, its labels included.
  func halfWidth(_ column: Int) -> Points {
    max(glyphWidths[column], labelWidths[column]) / 2
  }

  func width(of row: Range<Int>) -> Points {
    guard let first = row.first, let last = row.last else { return 0 }
    return halfWidth(first) + distances[first..<last].reduce(0, +) + halfWidth(last)
  }

  /// Divides the columns into the given number of rows of about equal width.
  ///
  /// - Parameter crossings: for each column, how many arrows lead from it to the next; rows end
  ///   where there is but one, if they can.
  /// - Returns: `nil` if a row would be wider than `width`.
  func rows(_ count: Int, width: Points, crossings: [Int]) -> [Range<Int>]? {
    let columnCount = glyphWidths.count
    let mean = self.width(of: 0..<columnCount) / Double(count)
    // best[end] is the cheapest division of the first `end` columns into the rows so far.
    var best: [Int: (cost: Double, rows: [Range<Int>])] = [0: (0, [])]
    for _ in 0..<count {
      var next: [Int: (cost: Double, rows: [Range<Int>])] = [:]
      for (start, division) in best {
        for end in (start + 1)..<(columnCount + 1) where start < columnCount {
          let rowWidth = self.width(of: start..<end)
          guard rowWidth <= width else { break }
          let difference = (rowWidth - mean) / mean
          let crossing = end < columnCount ? Double(crossings[end - 1] - 1) : 0
          let cost = division.cost + difference * difference + crossing
          if let known = next[end], known.cost <= cost { continue }
          next[end] = (cost, division.rows + [start..<end])
        }
      }
      best = next
    }
    return best[columnCount]?.rows
  }
}
