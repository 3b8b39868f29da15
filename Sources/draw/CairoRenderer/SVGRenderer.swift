public import Errors
public import Figures

/// Turns drawings into SVG files.
///
/// Written here, since Cairo turns letters into outlines: in these files texts are texts, which
/// can be searched, copied and edited. Samples are small PNG pictures with sharp edges.
public struct SVGRenderer: Sendable {
  public init() {}

  /// - Parameters:
  ///   - title: what viewers show as the picture's name.
  ///   - description: the picture in words.
  public func svg(
    _ drawing: Drawing, theme: Theme = .light, title: String = "", description: String = ""
  ) throws(InputError) -> [UInt8] {
    let size = try PixelSize(of: drawing, scale: 1, maximumPixels: .max)
    var file = SVGFile(theme: theme)
    try file.append(drawing.commands)
    let title = title.isEmpty ? drawing.title : title
    let words =
      (title.isEmpty ? "" : "<title>\(title.xmlText)</title>\n")
      + (description.isEmpty ? "" : "<desc>\(description.xmlText)</desc>\n")
    let text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size.width)" height="\(size.height)" \
      viewBox="0 0 \(size.width) \(size.height)" role="img" font-family="'\(FontMetrics.family)', \
      Verdana, sans-serif" fill="none" stroke-linecap="round" stroke-linejoin="round">
      \(words)<rect width="\(size.width)" height="\(size.height)" fill="\(theme.paper)"/>
      \(file.lines.joined(separator: "\n"))
      </svg>

      """
    return Array(text.utf8)
  }
}

/// The elements of a drawing, a line each.
private struct SVGFile {
  let theme: Theme
  private(set) var lines: [String] = []
  private var clips = 0

  init(theme: Theme) {
    self.theme = theme
  }

  mutating func append(_ commands: [Drawing.Command]) throws(InputError) {
    for command in commands {
      switch command {
      case .path(let path, let fill, let stroke): lines.append(element(path, fill, stroke))
      case .text(let text): lines.append(element(text))
      case .image(let samples, let scale, let frame):
        lines.append(try element(samples, scale, frame))
      case .clip(let frame, let inner):
        clips += 1
        let name = "clip\(clips)"
        lines.append(
          "<clipPath id=\"\(name)\"><rect \(attributes(frame))/></clipPath>"
            + "<g clip-path=\"url(#\(name))\">")
        try append(inner)
        lines.append("</g>")
      }
    }
  }

  private func number(_ value: Double) -> String { NumberText.short(value) }

  private func attributes(_ frame: Rectangle) -> String {
    "x=\"\(number(frame.x))\" y=\"\(number(frame.y))\" width=\"\(number(frame.width))\" "
      + "height=\"\(number(frame.height))\""
  }

  private func element(_ path: Path, _ fill: Color?, _ stroke: Stroke?) -> String {
    func at(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }
    let steps = path.elements.map { element in
      switch element {
      case .move(let point): "M\(at(point))"
      case .line(let point): "L\(at(point))"
      case .curve(let first, let second, let end): "C\(at(first)) \(at(second)) \(at(end))"
      case .close: "Z"
      }
    }
    var text = "<path d=\"\(steps.joined())\""
    if let fill { text += " fill=\"\(theme.resolve(fill))\"" }
    if let stroke {
      text += " stroke=\"\(theme.resolve(stroke.color))\" stroke-width=\"\(number(stroke.width))\""
      if !stroke.dash.isEmpty {
        text += " stroke-dasharray=\"\(stroke.dash.map(number).joined(separator: " "))\""
        text += " stroke-linecap=\"butt\""
      }
    }
    return text + "/>"
  }

  private func element(_ text: Text) -> String {
    let (x, y) = (number(text.position.x), number(text.position.y))
    var element =
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(text.size))\" "
      + "fill=\"\(theme.resolve(text.color))\""
    switch text.anchor {
    case .start: break
    case .middle: element += " text-anchor=\"middle\""
    case .end: element += " text-anchor=\"end\""
    }
    if text.weight == .bold { element += " font-weight=\"bold\"" }
    if text.rotation != 0 {
      element += " transform=\"rotate(\(number(text.rotation)) \(x) \(y))\""
    }
    if FontMetrics.isExact(for: text.string), !text.string.isEmpty {
      // Another font is drawn in the room of ours.
      element += " textLength=\"\(number(text.width))\" lengthAdjust=\"spacingAndGlyphs\""
    }
    // The first letter decides where a line begins, as in the other forms.
    let words =
      VisualOrder.beginsAtTheRight(text.string) ? "\u{2067}\(text.string)\u{2069}" : text.string
    return element + " xml:space=\"preserve\">\(words.xmlText)</text>"
  }

  private func element(_ samples: SampleGrid, _ scale: ColorScale, _ frame: Rectangle)
    throws(InputError) -> String
  {
    var picture = Drawing(
      title: "samples", size: Size(width: Double(samples.width), height: Double(samples.height)))
    picture.image(
      SampleGrid(width: samples.width, height: samples.height, levels: samples.levels),
      scale: scale, frame: Rectangle(picture.size))
    let bytes = try PNGRenderer().png(picture, theme: theme, scale: 1)
    return "<image \(attributes(frame)) preserveAspectRatio=\"none\" "
      + "style=\"image-rendering: pixelated\" href=\"data:image/png;base64,\(bytes.base64)\"/>"
  }
}

extension String {
  /// Without what XML does not allow in texts.
  fileprivate var xmlText: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension [UInt8] {
  /// Base64 of RFC 4648.
  fileprivate var base64: String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((count + 2) / 3 * 4)
    for start in stride(from: 0, to: count, by: 3) {
      let group = self[start..<Swift.min(start + 3, count)]
      let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
      for place in 0..<4 {
        text.append(
          place > group.count
            ? UInt8(ascii: "=") : signs[Int(bits >> (18 - 6 * UInt32(place)) & 63)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
