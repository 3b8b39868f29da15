public import Figures
public import NeuralNet

/// What every layer makes of one image, from the input to the output, each map as a picture.
public struct EveryMap: Figure {
  public var title: String
  public var maximumWidth: Points
  private let pictures: LayerPictures
  private let label: Int?

  /// - Parameters:
  ///   - image: `[1, maps, height, width]`.
  ///   - label: the right class, if it is known.
  public init(
    _ network: Network, image: Tensor, label: Int? = nil,
    title: String = "One digit in every layer", maximumWidth: Points = 720
  ) {
    self.title = title
    self.label = label
    self.maximumWidth = max(maximumWidth, 360)
    pictures = LayerPictures(
      network, activations: network.activations(of: image), images: image)
  }

  private static let headingWidth: Points = 92

  public func drawing() -> Drawing {
    let width = maximumWidth - 2 * Drawing.margin - Self.headingWidth - 12
    let rows = ([pictures.image] + pictures.layers).map { row in
      Block.row([heading(of: row), maps(of: row, width: width)], gap: 12)
    }
    let sign = label.map { $0 == pictures.output.winner ? " \u{2713}" : " \u{2717}" } ?? ""
    let output = Block.row(
      [
        Block.column(
          [
            .text("output", size: TypeSize.body, weight: .bold),
            .text("answer \(pictures.output.winner)\(sign)", color: .muted),
          ], gap: 0
        ).set(in: Self.headingWidth, .start),
        pictures.output.squares(
          side: 28, columns: max(1, min(pictures.output.outputs.count, Int(width / 28)))),
      ], gap: 12)
    return Drawing(title: title, block: .column(rows + [output], gap: 14))
  }

  private func heading(of row: LayerPictures.Row) -> Block {
    let range = row.scale.range
    let bounds =
      "\(AltText.number(range.lowerBound, digits: 2)) to \(AltText.number(range.upperBound, digits: 2))"
    return Block.column(
      [
        .name(row.name, width: Self.headingWidth, size: TypeSize.body, weight: .bold),
        .text(ShapeText.maps(row.shape)),
        .name(bounds, width: Self.headingWidth, color: .muted),
      ], gap: 0
    ).set(in: Self.headingWidth, .start)
  }

  private func maps(of row: LayerPictures.Row, width: Points) -> Block {
    if row.isUnits {
      return .flow(
        row.unitPictures(
          code: pictures.output.arePenalties && row.name == pictures.layers.last?.name
        )
        .map { plane in
          .picture(
            plane, on: row.scale,
            sample: max(2, min(12, (width / Double(plane.width)).rounded(.down))))
        }, width: width)
    }
    let (side, count) = (row.planes.map(\.width).max() ?? 1, Double(row.planes.count))
    // As large as one row allows, but neither tiny nor towering above the others.
    let gap: Points = 6
    let fitting = (width - gap * (count - 1)) / count
    let length = min(max(fitting, 26), 84)
    let sample = max(1, (length / Double(side)).rounded(.down))
    return .flow(
      row.planes.map { .picture($0, on: row.scale, sample: sample) }, width: width, gap: gap,
      lineGap: gap)
  }

  public var altText: String {
    let quiet = pictures.layers.filter { layer in
      !layer.isUnits && layer.planes.contains { $0.values.allSatisfy { $0 == 0 } }
    }
    let verdict =
      label.map { $0 == pictures.output.winner ? ", which is right" : ", but it is a \($0)" } ?? ""
    return AltText.joined(
      title,
      "\(pictures.layers.count + 1) layers from the \(ShapeText.maps(pictures.image.shape)) image "
        + "to the answer \(pictures.output.winner)\(verdict)",
      quiet.isEmpty
        ? "" : "Some maps stay silent in " + quiet.map(\.name).joined(separator: ", "),
      "Layers: "
        + pictures.layers.map { "\($0.name) \(ShapeText.maps($0.shape))" }.joined(separator: ", "))
  }
}

extension LayerPictures.Row {
  /// The units as one picture: as the bitmap that they should be, or in rows of 40.
  func unitPictures(code isCode: Bool) -> [Plane] {
    let values = planes.flatMap(\.values)
    if isCode { return [CodePicture.plane(values)] }
    let length = min(40, values.count)
    let whole = values.count / length
    let rows = Plane(width: length, height: whole, values: Array(values[..<(whole * length)]))
    let rest = Array(values[(whole * length)...])
    // A shorter last row would leave a hole that looks like numbers.
    return rest.isEmpty
      ? [rows]
      : [evenly(values)]
  }

  /// Rows of one length, as near to 40 as possible.
  private func evenly(_ values: [Float]) -> Plane {
    let width = (1...48).reversed().first { values.count % $0 == 0 } ?? 1
    return width >= 7
      ? Plane(width: width, height: values.count / width, values: values)
      : Plane(width: values.count, height: 1, values: values)
  }
}
