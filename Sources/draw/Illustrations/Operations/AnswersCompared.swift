public import Figures
import Foundation
public import NeuralNet

/// What two networks say about the same digit: probabilities, of which the largest wins, beside
/// penalties, of which the smallest does.
public struct AnswersCompared: Figure {
  public var title: String
  /// From 0 to 1.
  public var probabilities: [Float]
  public var penalties: [Float]
  public var image: Plane?
  public var label: Int?
  public var maximumWidth: Points

  /// - Precondition: there are as many probabilities as penalties.
  public init(
    title: String = "", probabilities: [Float], penalties: [Float], image: Plane? = nil,
    label: Int? = nil, maximumWidth: Points = 720
  ) {
    guard !penalties.isEmpty, probabilities.count == penalties.count else {
      fatalError(
        "AnswersCompared: \(probabilities.count) probabilities for \(penalties.count) penalties")
    }
    self.title = title
    self.probabilities = probabilities
    self.penalties = penalties
    self.image = image
    self.label = label
    self.maximumWidth = max(maximumWidth, 420)
  }

  /// - Parameters:
  ///   - softmax: a network whose outputs are log-probabilities, and its image.
  ///   - rbf: a network whose outputs are penalties, and its image of the same digit.
  public init(
    softmax: (network: Network, image: Tensor), rbf: (network: Network, image: Tensor),
    label: Int? = nil, title: String = "Two answers about one digit", maximumWidth: Points = 720
  ) {
    guard !softmax.network.smallestOutputWins, rbf.network.smallestOutputWins else {
      fatalError("AnswersCompared: expected log-probabilities first, and then penalties")
    }
    self.init(
      title: title, probabilities: softmax.network(softmax.image).scalars.map { exp($0) },
      penalties: rbf.network(rbf.image).scalars,
      image: softmax.image.shape.count == 4 ? Plane(softmax.image, 0) : nil, label: label,
      maximumWidth: maximumWidth)
  }

  private func answer(_ values: [Float], _ wins: (Float, Float) -> Bool) -> Int? {
    values.indices.filter { !values[$0].isNaN }.reduce(nil as Int?) { best, index in
      best.map { wins(values[index], values[$0]) ? index : $0 } ?? index
    }
  }

  private var likeliest: Int? { answer(probabilities, >) }
  private var nearest: Int? { answer(penalties, <) }

  private static func text(_ value: Float, decimals: Int) -> String {
    value.isNaN
      ? "NaN"
      : value > 0 && value < 0.00005
        ? NumberText.compact(Double(value), digits: 2)
        : NumberText.fixed(Double(value), decimals: decimals)
  }

  public func drawing() -> Drawing {
    let first = ClassBars(
      values: probabilities, answer: likeliest, label: label, accent: 1,
      texts: probabilities.map { Self.text($0, decimals: 4) })
    let second = ClassBars(
      values: penalties, answer: nearest, label: label, accent: 2,
      texts: penalties.map(ClassBars.penalty))
    var parts: [Block] = []
    if let image {
      let sample = max(1, (128 / Double(max(image.width, image.height))).rounded(.down))
      parts.append(
        Block.picture(image, on: .image([image]), sample: sample)
          .captioned(below: label.map { ["the label says \($0)"] } ?? []))
    }
    let used = parts.reduce(0) { $0 + $1.size.width + 20 }
    let width = (maximumWidth - 2 * Drawing.margin - used - 24) / 2
    for (bars, heading) in [
      (first, "probability: the largest wins"), (second, "penalty: the smallest wins"),
    ] {
      let rows = probabilities.indices.map { index in
        Block.row(
          [bars.name(index), bars.bar(index, width: width - bars.nameWidth - 8, height: 16)])
      }
      parts.append(
        .column(
          [
            .paragraph(heading, width: width, color: .ink),
            .column(rows, gap: 5),
          ], gap: 8))
    }
    return Drawing(title: title, block: .row(parts, gap: 20, alignment: .middle))
  }

  public var altText: String {
    let first = likeliest.map {
      "Softmax gives \($0) a probability of \(AltText.number(probabilities[$0]))"
    }
    let second = nearest.map {
      "the code of \($0) has the smallest penalty, \(AltText.number(penalties[$0]))"
    }
    let truth = label.map { "The label says \($0)" } ?? ""
    return AltText.joined(
      title, [first, second].compactMap(\.self).joined(separator: "; "), truth,
      "Penalties go up to \(AltText.number(penalties.filter(\.isFinite).max() ?? 0))")
  }

  public var dataTable: DataTable? {
    guard penalties.count <= 60 else { return nil }
    let columns = (
      probabilities.map { Self.text($0, decimals: 4) }, penalties.map(ClassBars.penalty)
    )
    return DataTable(
      columns: [
        DataTable.Column("class"), DataTable.Column("probability", isNumeric: true),
        DataTable.Column("penalty", isNumeric: true),
      ],
      rows: penalties.indices.map { ["\($0)", columns.0[$0], columns.1[$0]] })
  }
}
