public import Figures
public import NeuralNet

/// The penalty of each class for one digit, beside what F6 drew and the code that it was compared
/// with.
///
/// The shortest bar wins. Where F6 has not the sign that a code asks for, the code's pixel
/// has a dot.
public struct PenaltyBars: Figure {
  public var title: String
  /// What the units before the output drew.
  public var drawn: Plane
  public var codes: [Plane]
  public var penalties: [Float]
  public var label: Int?
  public var maximumWidth: Points

  /// - Parameter label: the right class, if it is known.
  /// - Precondition: there is a penalty for each code, and all codes have the size of what was drawn.
  public init(
    title: String = "", drawn: Plane, codes: [Plane], penalties: [Float], label: Int? = nil,
    maximumWidth: Points = 720
  ) {
    guard !codes.isEmpty, codes.count == penalties.count,
      codes.allSatisfy({ $0.width == drawn.width && $0.height == drawn.height })
    else {
      fatalError(
        "PenaltyBars: \(penalties.count) penalties do not fit \(codes.count) codes of "
          + "\(drawn.width)x\(drawn.height) pixels")
    }
    self.title = title
    self.drawn = drawn
    self.codes = codes
    self.penalties = penalties
    self.label = label
    self.maximumWidth = max(maximumWidth, 360)
  }

  /// The penalties that a network with an ``RBFOutput`` gives an image.
  ///
  /// - Parameter image: `[1, maps, height, width]`.
  public init(
    _ network: Network, image: Tensor, label: Int? = nil, title: String? = nil,
    maximumWidth: Points = 720
  ) {
    guard let name = network.summary.layers.last?.name else {
      fatalError("PenaltyBars: expected a network with an output")
    }
    let work = LayerAtWork(name, of: network, image: image)
    let output = work.layer(as: RBFOutput.self, for: "PenaltyBars")
    let drawn = CodePicture.plane(work.input.scalars)
    self.init(
      title: title ?? "How far \(work.source) is from each code", drawn: drawn,
      codes: (0..<output.codes.classes).map {
        CodePicture.plane(Array(output.codes[class: $0]))
      }, penalties: work.output.scalars, label: label, maximumWidth: maximumWidth)
  }

  /// The class with the smallest penalty; `nil` if no penalty is a number.
  public var answer: Int? {
    penalties.indices.filter { !penalties[$0].isNaN }.min { penalties[$0] < penalties[$1] }
  }

  public func drawing() -> Drawing {
    let style = ClassBars(
      values: penalties, answer: answer, label: label, accent: 1,
      texts: penalties.map(ClassBars.penalty))
    let scale = LevelScale(scale: .diverging, range: -1.72...1.72)
    let sample = max(2, min(4, (48 / Double(drawn.height)).rounded(.down)))
    let large = max(4, min(14, (170 / Double(drawn.height)).rounded(.down)))
    let left: Block = .column(
      [
        Block.picture(drawn, on: scale, sample: large).captioned(
          above: ["what was drawn"], below: ["\(drawn.values.count) units"]),
        .paragraph(
          "The penalty is the sum of the squared distances of all units from a code. In dotted pixels "
            + "the drawing has another sign.", width: max(150, large * Double(drawn.width))),
      ], gap: 12, alignment: .middle)
    let inner = maximumWidth - 2 * Drawing.margin - left.size.width - 28
    let rows = codes.indices.map { index in
      let code = codes[index]
      let wrong = code.values.indices.filter { code.values[$0] * drawn.values[$0] < 0 }
      let picture = Block.picture(
        code, on: scale, sample: sample,
        dotted: wrong)
      return Block.row(
        [
          style.name(index), picture,
          style.bar(
            index, width: inner - style.nameWidth - picture.size.width - 16,
            height: max(18, sample * Double(code.height) - 14)),
        ], gap: 8)
    }
    return Drawing(
      title: title,
      block: .row([left, .column(rows, gap: 5)], gap: 28, alignment: .start))
  }

  public var altText: String {
    guard let answer else {
      return AltText.joined(title, "No penalty is a number")
    }
    let sorted = penalties.indices.filter { !penalties[$0].isNaN }
      .sorted { (penalties[$0], $0) < (penalties[$1], $1) }
    let next =
      sorted.count > 1
      ? "; next is \(sorted[1]) with \(AltText.number(penalties[sorted[1]])), last \(sorted.last ?? 0) "
        + "with \(AltText.number(penalties[sorted.last ?? 0]))" : ""
    let verdict = label.map { $0 == answer ? ", rightly" : ", wrongly: it is a \($0)" } ?? ""
    let wrong = zip(codes[answer].values, drawn.values).count { $0 * $1 < 0 }
    return AltText.joined(
      title,
      "The code of \(answer) wins with a penalty of \(AltText.number(penalties[answer]))"
        + "\(verdict)\(next)",
      "\(wrong) of \(drawn.values.count) units have another sign than the winner's code")
  }

  public var dataTable: DataTable? {
    guard penalties.count <= 60 else { return nil }
    return DataTable(
      columns: [DataTable.Column("class"), DataTable.Column("penalty", isNumeric: true)],
      rows: zip(penalties.indices, NumberText.column(penalties.map(Double.init))).map {
        ["\($0)", $1]
      })
  }
}
