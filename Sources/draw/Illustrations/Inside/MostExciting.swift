public import Figures
public import NeuralNet

/// For each map of a layer, the digits that excite it most, each with a frame around what its most
/// excited unit sees.
public struct MostExciting: Figure {
  /// One digit and the unit that it excites.
  struct Excitement {
    var image: Plane
    var label: Int
    var value: Float
    /// The part of the image that the unit sees.
    var rows: Range<Int>
    var columns: Range<Int>
  }

  public var title: String
  private let layer: String
  private let maps: [(map: Int, digits: [Excitement])]
  private let omitted: Int

  /// - Parameters:
  ///   - layer: the name of a layer with maps or units.
  ///   - digits: of one map each, among which is searched.
  ///   - count: how many digits of each map are drawn.
  ///   - maps: which maps; the first twelve if `nil`.
  public init(
    _ network: Network, layer name: String, among digits: LabeledImages, count: Int = 8,
    maps wanted: [Int]? = nil, title: String? = nil
  ) {
    guard let summary = network.summary.layers.first(where: { $0.name == name }) else {
      let names = network.summary.layers.map(\.name).joined(separator: ", ")
      fatalError("\(name): expected one of the layers \(names)")
    }
    guard digits.imageShape == network.inputShape, digits.imageShape.count == 3 else {
      fatalError(
        "MostExciting: expected images \(network.inputShape), found \(digits.imageShape)")
    }
    let total = summary.outputShape[0]
    let chosen = (wanted ?? Array(0..<total)).prefix(12)
    guard chosen.allSatisfy({ (0..<total).contains($0) }) else {
      fatalError("MostExciting: expected maps below \(total), found \(Array(chosen))")
    }
    self.title = title ?? "The digits that excite \(name) most"
    layer = name
    omitted = (wanted?.count ?? total) - chosen.count
    let best = Self.best(network, name, digits, count: max(count, 1), maps: Array(chosen))
    maps = zip(chosen, best).map { map, units in
      (
        map,
        units.map { unit in
          let image = Plane(digits.images(at: [unit.image]), 0)
          let (top, left) = (unit.row * summary.stride, unit.column * summary.stride)
          return Excitement(
            image: image, label: Int(digits.labels[unit.image]), value: unit.value,
            rows: min(top, image.height)..<min(top + summary.receptiveField, image.height),
            columns: min(left, image.width)..<min(left + summary.receptiveField, image.width))
        }
      )
    }
  }

  private struct Unit {
    var image: Int
    var value: Float
    var row: Int
    var column: Int
  }

  /// For each map, the units with the greatest values, one of an image, the greatest first.
  private static func best(
    _ network: Network, _ layer: String, _ digits: LabeledImages, count: Int, maps: [Int]
  ) -> [[Unit]] {
    var best = [[Unit]](repeating: [], count: maps.count)
    // In pieces: the activations of all digits would fill the memory.
    for start in stride(from: 0, to: digits.count, by: 256) {
      let indices = Array(start..<min(start + 256, digits.count))
      let values = network.activations(of: digits.images(at: indices))[layer]
      let mapSize = values.shape.dropFirst(2).reduce(1, *)
      let width = values.shape.count == 4 ? values.shape[3] : 1
      for (position, image) in indices.enumerated() {
        for (slot, map) in maps.enumerated() {
          let first = (position * values.shape[1] + map) * mapSize
          let plane = Plane(
            width: width, height: mapSize / width,
            values: Array(values.scalars[first..<first + mapSize]))
          let place = plane.place
          let unit = Unit(
            image: image, value: plane[place.row, place.column], row: place.row,
            column: place.column)
          guard unit.value.isFinite else { continue }
          let rank = best[slot].firstIndex { $0.value < unit.value } ?? best[slot].count
          guard rank < count else { continue }
          best[slot].insert(unit, at: rank)
          if best[slot].count > count { best[slot].removeLast() }
        }
      }
    }
    return best
  }

  public func drawing() -> Drawing {
    let scale = LevelScale.image(maps.flatMap { $0.digits.map(\.image) })
    let most = maps.map(\.digits.count).max() ?? 0
    let room = 720 - 2 * Drawing.margin - 64
    let side = maps.first?.digits.first.map { max($0.image.width, $0.image.height) } ?? 1
    let sample = max(
      1, min(2, ((room / Double(max(most, 1)) - 8) / Double(side)).rounded(.down)))
    let rows = maps.map { map, digits in
      Block.row(
        [Block.text("map \(map)", weight: .bold).set(in: 56, .start)]
          + digits.map { digit in
            let whole = digit.rows.count >= digit.image.height
            return Block.picture(
              digit.image, on: scale, sample: sample,
              windows: whole ? [] : [Block.Window(rows: digit.rows, columns: digit.columns)]
            ).captioned(below: [AltText.number(digit.value)])
          }, gap: 8, alignment: .start)
    }
    var blocks = rows
    if omitted > 0 {
      blocks.append(.text("and \(omitted) more maps, which are not shown", color: .muted))
    }
    if maps.isEmpty || most == 0 { blocks.append(.text("no digits", color: .muted)) }
    return Drawing(title: title, block: .column(blocks, gap: 10))
  }

  public var altText: String {
    let favourites = maps.compactMap { map, digits -> String? in
      guard !digits.isEmpty else { return nil }
      let counts = digits.reduce(into: [Int: Int]()) { $0[$1.label, default: 0] += 1 }
      let best = counts.min { ($1.value, $0.key) < ($0.value, $1.key) }
      return best.map { "map \(map) mostly \($0.key) (\($0.value) of \(digits.count))" }
    }
    return AltText.joined(
      title, "The digits for which a unit of \(layer) is most active, a row for each map",
      favourites.prefix(8).joined(separator: ", "))
  }
}
