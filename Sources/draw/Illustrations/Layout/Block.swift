import Figures

/// A part of a figure that knows its size before it knows its place.
///
/// Figures that no plot or grid can draw are put together from blocks, as a page is from boxes:
/// pictures, numbers and texts stand in rows and columns, and the whole is drawn at once.
///
/// ```swift
/// let sum = Block.row([.picture(of: patch), .sign("\u{D7}"), .picture(of: kernel)])
/// let drawing = Drawing(title: "One product", block: sum)
/// ```
struct Block {
  let size: Size
  private let body: (Point, inout Sheet) -> Void

  /// - Parameter body: draws the block with its upper left corner at the point.
  init(width: Points, height: Points, body: @escaping (Point, inout Sheet) -> Void) {
    size = Size(width: width, height: height)
    self.body = body
  }

  /// A block that reports under a name where it came to stand.
  func named(_ name: String) -> Block {
    Block(width: size.width, height: size.height) { corner, sheet in
      sheet.places[name] = Rectangle(
        x: corner.x, y: corner.y, width: size.width, height: size.height)
      draw(at: corner, on: &sheet)
    }
  }

  func draw(at corner: Point, on sheet: inout Sheet) {
    body(corner, &sheet)
  }
}

/// A drawing that grows, and where its named blocks stand.
struct Sheet {
  var drawing: Drawing
  var places: [String: Rectangle] = [:]
}

extension Drawing {
  /// A figure: a title, and a block beneath it.
  ///
  /// - Parameter connections: draws over the block what joins its parts.
  init(
    title: String, block: Block,
    connections: (inout Drawing, [String: Rectangle]) -> Void = { _, _ in }
  ) {
    let titleWidth = FontMetrics.width(of: title, size: TypeSize.title, weight: .bold)
    let width = max(block.size.width, min(titleWidth, 360), 120)
    let lines = TextFitting.lines(title, width: width, size: TypeSize.title, weight: .bold)
    let titleHeight =
      lines.isEmpty ? 0 : Double(lines.count) * TypeSize.title * FontMetrics.lineSpacing + 10
    let top = (Drawing.margin + titleHeight).rounded()
    var sheet = Sheet(
      drawing: Drawing(
        title: title,
        size: Size(
          width: (width + 2 * Drawing.margin).rounded(.up),
          height: (top + block.size.height + Drawing.margin).rounded(.up))))
    sheet.drawing.writeLines(
      lines,
      style: Text("", at: Point(x: Drawing.margin, y: 0), size: TypeSize.title, weight: .bold),
      from: Drawing.margin)
    block.draw(at: Point(x: Drawing.margin, y: top), on: &sheet)
    connections(&sheet.drawing, sheet.places)
    self = sheet.drawing
  }
}
