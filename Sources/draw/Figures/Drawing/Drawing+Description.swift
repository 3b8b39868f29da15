extension Drawing: CustomStringConvertible {
  /// The drawing as text: equal drawings have equal texts, and a change shows in its own line.
  public var description: String {
    var lines = ["drawing \"\(title)\" \(number(size.width))x\(number(size.height))"]
    append(commands, to: &lines, indentation: "")
    return lines.joined(separator: "\n") + "\n"
  }

  private func append(_ commands: [Command], to lines: inout [String], indentation: String) {
    for command in commands {
      switch command {
      case .path(let path, let fill, let stroke):
        var words = ["path"]
        if let fill { words.append("fill=\(fill)") }
        if let stroke { words.append(describe(stroke)) }
        words += path.elements.map(describe)
        lines.append(indentation + words.joined(separator: " "))
      case .text(let text):
        lines.append(indentation + describe(text))
      case .image(let samples, let scale, let frame):
        lines.append(
          indentation + "image \(samples.width)x\(samples.height) \(scale) at \(describe(frame)) "
            + describe(samples.levels))
      case .clip(let frame, let inner):
        lines.append(indentation + "clip \(describe(frame))")
        append(inner, to: &lines, indentation: indentation + "  ")
      }
    }
  }

  private func number(_ value: Double) -> String { NumberText.short(value) }

  private func describe(_ point: Point) -> String { "\(number(point.x)),\(number(point.y))" }

  private func describe(_ frame: Rectangle) -> String {
    "\(number(frame.x)),\(number(frame.y)) \(number(frame.width))x\(number(frame.height))"
  }

  private func describe(_ stroke: Stroke) -> String {
    let dash = stroke.dash.map(number).joined(separator: ",")
    return "stroke=\(stroke.color) width=\(number(stroke.width))"
      + (dash.isEmpty ? "" : " dash=\(dash)")
  }

  private func describe(_ element: Path.Element) -> String {
    switch element {
    case .move(let point): "M \(describe(point))"
    case .line(let point): "L \(describe(point))"
    case .curve(let first, let second, let end):
      "C \(describe(first)) \(describe(second)) \(describe(end))"
    case .close: "Z"
    }
  }

  private func describe(_ text: Text) -> String {
    var words = ["text \"\(text.string)\" at \(describe(text.position)) \(text.anchor)"]
    words.append("size=\(number(text.size)) color=\(text.color)")
    if text.weight == .bold { words.append("bold") }
    if text.rotation != 0 { words.append("rotation=\(number(text.rotation))") }
    return words.joined(separator: " ")
  }

  /// Few levels one by one, many as their FNV-1a hash.
  private func describe(_ levels: [UInt8]) -> String {
    if levels.count <= 64 { return levels.map(String.init).joined(separator: " ") }
    let hash = levels.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, level in
      (hash ^ UInt64(level)) &* 0x100_0000_01b3
    }
    return "hash=" + String(hash, radix: 16)
  }
}
