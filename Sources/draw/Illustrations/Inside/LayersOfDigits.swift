public import Figures
public import NeuralNet

/// Some digits, each with what every layer makes of it: the paper's Fig. 13 for any digits.
///
/// The units before the output are drawn as the bitmap that they should be, and the classes in
/// grey: the darker, the more speaks for a class.
///
/// - Source: LeCun et al. (1998), Fig. 13.
public struct LayersOfDigits: Figure {
  public var title: String
  public var maximumWidth: Points
  private let digits: [LayerPictures]
  private let labels: [Int]

  /// - Parameters:
  ///   - images: `[count, maps, height, width]`.
  ///   - labels: the right class of each image, or empty if they are not known.
  /// - Precondition: there is a label for each image, or none.
  public init(
    _ network: Network, images: Tensor, labels: [Int] = [],
    title: String = "Digits on their way through the network", maximumWidth: Points = 720
  ) {
    let count = images.shape.first ?? 0
    guard labels.isEmpty || labels.count == count else {
      fatalError("LayersOfDigits: \(labels.count) labels for \(count) images")
    }
    self.title = title
    self.labels = labels
    self.maximumWidth = max(maximumWidth, 360)
    let activations = network.activations(of: images)
    digits = (0..<count).map {
      LayerPictures(network, activations: activations, images: images, pattern: $0)
    }
  }

  public func drawing() -> Drawing {
    guard !digits.isEmpty else {
      return Drawing(title: title, block: .text("no digits", color: .muted))
    }
    let width = maximumWidth - 2 * Drawing.margin
    let names = ([digits[0].image] + digits[0].layers).map(\.name) + ["output", ""]
    let block = Block.first(
      within: width,
      [96, 84, 72, 60].map { height in
        {
          .table(
            [names.map { .name($0, width: 62) }]
              + digits.indices.map { parts(of: $0, height: height) },
            gap: 10, lineGap: 10, alignments: Array(repeating: .middle, count: names.count))
        }
      } + [
        {
          .column(
            digits.indices.map { index in
              .flow(
                zip(parts(of: index, height: 72), names).map { part, name in
                  part.captioned(above: index == 0 && !name.isEmpty ? [name] : [])
                }, width: width, gap: 10, lineGap: 8, alignment: .end)
            }, gap: 24)
        }
      ])
    return Drawing(title: title, block: block)
  }

  private func parts(of index: Int, height: Points) -> [Block] {
    let digit = digits[index]
    let code = digit.output.arePenalties ? digit.layers.last?.name : nil
    let pictures = ([digit.image] + digit.layers).map { row in
      maps(of: row, height: height, isCode: row.name == code)
    }
    let count = digit.output.outputs.count
    let side = (height / 5).rounded(.down)
    let sign =
      labels.isEmpty
      ? "" : labels[index] == digit.output.winner ? "\u{2713}" : "\u{2717} \(labels[index])"
    return pictures + [
      digit.output.squares(side: max(side, 15), columns: max(1, (count + 4) / 5)),
      .column(
        [.text("\(digit.output.winner)", size: 32, weight: .bold)]
          + (sign.isEmpty ? [] : [.text(sign, color: .muted)]), gap: 2, alignment: .middle),
    ]
  }

  /// The maps of a layer in a block of about the given height.
  private func maps(of row: LayerPictures.Row, height: Points, isCode: Bool) -> Block {
    if row.isUnits {
      let values = row.planes.flatMap(\.values)
      let plane = isCode ? CodePicture.plane(values) : Self.upright(values)
      let sample = max(2, min(12, (height / Double(plane.height)).rounded(.down)))
      return .picture(plane, on: row.scale, sample: sample)
    }
    let gap: Points = 2
    let count = row.planes.count
    let rows = count <= 2 ? count : count <= 8 ? (count + 1) / 2 : min((count + 3) / 4, 8)
    let columns = (count + rows - 1) / rows
    let side = (height - gap * Double(rows - 1)) / Double(rows)
    let sample = max(1, (side / Double(row.planes[0].height)).rounded(.down))
    let blocks = row.planes.map { Block.picture($0, on: row.scale, sample: sample) }
    return .column(
      stride(from: 0, to: count, by: columns).map {
        .row(Array(blocks[$0..<min($0 + columns, count)]), gap: gap)
      }, gap: gap)
  }

  /// Units in an upright field about half as wide as high.
  private static func upright(_ values: [Float]) -> Plane {
    let wanted = (Double(values.count) / 2).squareRoot()
    let widths = (1...max(1, values.count)).filter { values.count % $0 == 0 }
    let width = widths.min { abs(Double($0) - wanted) < abs(Double($1) - wanted) } ?? 1
    return Plane(width: width, height: values.count / width, values: values)
  }

  public var altText: String {
    let answers = digits.indices.map { index in
      let answer = digits[index].output.winner
      return labels.isEmpty || labels[index] == answer
        ? "\(answer)" : "\(answer) instead of \(labels[index])"
    }
    let right =
      labels.isEmpty
      ? "" : " of which \(zip(digits, labels).count { $0.output.winner == $1 }) right"
    return AltText.joined(
      title,
      "\(NumberText.grouped(digits.count)) digits, a row each, with the maps of every layer and "
        + "the answers,\(right.isEmpty ? " " : right + ": ")"
        + answers.prefix(20).joined(separator: ", "))
  }
}
