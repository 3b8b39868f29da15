public import Figures
public import NeuralNet

/// All the digits that a network misreads, each with `true→answer`, as the paper shows them.
///
/// - Source: LeCun et al. (1998), Fig. 8.
public struct MistakeSheet: Figure {
  public let grid: ImageGrid
  private let words: String

  /// - Parameters:
  ///   - evaluation: of the network on the digits.
  ///   - digits: those that it was evaluated on.
  ///   - most: how many are drawn at most, the first of them.
  /// - Precondition: the images have one map.
  public init(
    _ evaluation: Evaluation, of digits: LabeledImages, most: Int = 100, title: String? = nil,
    maximumWidth: Points = 720
  ) {
    guard digits.imageShape.count == 3, digits.imageShape[0] == 1 else {
      fatalError("MistakeSheet: expected images [1, height, width], got \(digits.imageShape)")
    }
    let mistakes = evaluation.mistakes
    let shown = Array(mistakes.prefix(max(most, 0)))
    let pictures = MapPictures(digits.images(at: shown.map(\.index)))
    let cells = shown.indices.map { index in
      pictures.cell(
        index, 0, below: "\(shown[index].label)\u{2192}\(shown[index].predicted)")
    }
    let all = NumberText.grouped(evaluation.count)
    let heading =
      title
      ?? (mistakes.count == 1
        ? "The one mistake" : "The \(NumberText.grouped(mistakes.count)) mistakes")
      + " among \(all) digits"
      + (shown.count < mistakes.count ? ", the first \(shown.count)" : "")
    let columns = max(1, Int((max(maximumWidth, 240) + 7) / 75))
    grid = ImageGrid(
      title: heading, cells: cells, scale: .ink, columns: columns, cellSize: 64,
      maximumWidth: maximumWidth)
    words = AltText.joined(
      heading, Self.trend(mistakes),
      shown.isEmpty
        ? ""
        : "From the first: "
          + shown.prefix(8).map { "\($0.label) taken for \($0.predicted)" }
          .joined(separator: ", "))
  }

  /// What is most often taken for what.
  private static func trend(_ mistakes: [Evaluation.Mistake]) -> String {
    let counts = mistakes.reduce(into: [[Int]: Int]()) {
      $0[[$1.label, $1.predicted], default: 0] += 1
    }
    let sorted = counts.sorted {
      ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1])
    }
    guard !sorted.isEmpty else { return "There are none" }
    return "Most often "
      + sorted.prefix(3).map { pair, count in
        "\(pair[0]) was taken for \(pair[1]), "
          + (count == 1 ? "once" : "\(NumberText.grouped(count)) times")
      }.joined(separator: "; ")
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String { words }
}
