extension DiagramLayout {
  func drawing() -> Drawing {
    var drawing = Drawing(title: diagram.title, size: size)
    drawing.writeLines(
      titleLines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: Drawing.margin)
    if diagram.nodes.isEmpty {
      drawing.write(
        Text(
          "no nodes", at: Point(x: Drawing.margin, y: size.height - Drawing.margin - 4),
          color: .muted)
      )
    }
    drawArrows(onto: &drawing)
    for (column, places) in layers.columns.enumerated() {
      for (place, content) in places.enumerated() {
        guard let node = content.node else { continue }
        draw(node, column: column, place: place, onto: &drawing)
      }
    }
    return drawing
  }

  private func draw(_ index: Int, column: Int, place: Int, onto drawing: inout Drawing) {
    let (node, label) = (diagram.nodes[index], columns.labels[index])
    let center = center(column: column, place: place)
    let lane = layers.columns[column][place].lane
    let half = (glyphHeights[row(of: column)][lane] ?? 0) / 2
    drawing.draw(node.glyph, accent: node.accent, centeredAt: center, scale: scale)
    drawing.write(
      Text(
        label.title, at: Point(x: center.x, y: center.y - half - 10),
        size: DiagramColumns.titleSize, weight: .bold, anchor: .middle))
    var y = center.y + half + 8 + columns.style.labelSize * FontMetrics.ascent
    for (line, color) in [(label.size, Color.ink)] + label.captions.map({ ($0, Color.muted) }) {
      guard !line.isEmpty else { continue }
      drawing.write(
        Text(
          line, at: Point(x: center.x, y: y), size: columns.style.labelSize, color: color,
          anchor: .middle))
      y += columns.lineHeight
    }
  }
}
