import Figures

/// A level bar for each class, with its number; the answer's stands out.
struct ClassBars {
  var values: [Float]
  var answer: Int?
  var label: Int?
  var accent: Int
  var texts: [String]

  private var most: Float { values.filter(\.isFinite).max() ?? 0 }

  let nameWidth: Points = 46

  /// A penalty with one decimal, a small one with two digits.
  static func penalty(_ value: Float) -> String {
    value.isNaN
      ? "NaN"
      : value < 0.95
        ? NumberText.compact(Double(value), digits: 2)
        : NumberText.fixed(Double(value), decimals: 1)
  }

  /// The class's number, with a tick or a cross where the answer is right or wrong.
  func name(_ index: Int) -> Block {
    let isAnswer = index == answer
    let sign =
      isAnswer ? (label.map { $0 == index } ?? true ? "\u{2713} " : "\u{2717} ") : ""
    let isLabel = index == label
    return Block.text(
      "\(sign)\(index)", size: TypeSize.body, weight: isAnswer || isLabel ? .bold : .regular,
      color: isAnswer || isLabel ? .ink : .muted
    ).set(in: nameWidth, .end)
  }

  func bar(_ index: Int, width: Points, height: Points) -> Block {
    let text = texts[index]
    let textWidth =
      texts.map { FontMetrics.width(of: $0, size: TypeSize.small, weight: .bold) }.max() ?? 0
    let room = width - textWidth - 8
    let share = most > 0 && values[index].isFinite ? Double(max(values[index], 0) / most) : 0
    let isAnswer = index == answer
    return Block(width: width, height: height) { corner, sheet in
      let bar = Rectangle(
        x: corner.x, y: corner.y, width: max(share * room, 1), height: height)
      sheet.drawing.fill(
        .rectangle(bar), isAnswer ? .accent(accent) : .tint(.accent(accent), 0.35))
      sheet.drawing.write(
        Text(
          text,
          at: Point(
            x: bar.maxX + 6, y: FontMetrics.baseline(centeredAt: bar.midY, size: TypeSize.small)),
          size: TypeSize.small, weight: isAnswer ? .bold : .regular,
          color: isAnswer ? .ink : .muted))
    }
  }
}
