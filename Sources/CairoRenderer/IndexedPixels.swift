/// A picture as numbers of colours in a palette of at most 256.
///
/// Figures have few colours besides the blends at the edges of lines and letters: as a palette
/// they take a third of the bytes and of the time. Where there are more than 256, blends give way
/// to colours near them; the colours of flat areas, such as the samples of a picture, stay exact.
struct IndexedPixels {
  /// `0xRRGGBB`, in the order of their values.
  let palette: [UInt32]
  /// One palette index for each pixel.
  let indices: [UInt8]

  /// The most flat colours that leave places for blends.
  private static let mostFlatColors = 192

  /// - Returns: `nil` if the picture has too many flat colours for a palette.
  init?(_ pixels: Pixels) {
    let counts = Self.counts(of: pixels.colors)
    let byFrequency = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let flat = byFrequency.count <= 256 ? [] : Self.flatColors(of: pixels)
    guard flat.count <= Self.mostFlatColors else { return nil }
    palette = Self.palette(of: byFrequency, exact: flat).sorted()
    var numbers = Dictionary(
      uniqueKeysWithValues: palette.enumerated().map { ($0.element, UInt8($0.offset)) })
    for color in byFrequency where numbers[color] == nil {
      numbers[color] = Self.nearest(to: color, in: palette)
    }
    indices = Self.indices(of: pixels.colors, numbers: numbers)
  }

  /// How many pixels each colour has. Neighbours mostly agree, so they are counted together.
  private static func counts(of colors: [UInt32]) -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    var start = 0
    for end in 1..<(colors.count + 1) where end == colors.count || colors[end] != colors[start] {
      counts[colors[start], default: 0] += end - start
      start = end
    }
    return counts
  }

  /// The colours that fill a square of two pixels by two.
  private static func flatColors(of pixels: Pixels) -> Set<UInt32> {
    let (width, colors) = (pixels.size.width, pixels.colors)
    var flat: Set<UInt32> = []
    var last: UInt32?
    for index in 0..<max(0, colors.count - width - 1) {
      let color = colors[index]
      guard color != last, colors[index + 1] == color, colors[index + width] == color,
        colors[index + width + 1] == color
      else { continue }
      flat.insert(color)
      last = color
    }
    return flat
  }

  /// The exact colours, and of the rest as many as it takes to have one near each.
  ///
  /// "Near" is the least of a few distances at which 256 colours suffice.
  private static func palette(of byFrequency: [UInt32], exact: Set<UInt32>) -> [UInt32] {
    if byFrequency.count <= 256 { return byFrequency }
    let rest = byFrequency.filter { !exact.contains($0) }
    for distance in [4, 8, 16, 24, 32, 48, 64, 96] {
      var palette = byFrequency.filter(exact.contains)
      for color in rest where palette.count <= 256 {
        let isFar = palette.allSatisfy { squaredDistance($0, color) > distance * distance }
        if isFar { palette.append(color) }
      }
      if palette.count <= 256 { return palette }
    }
    return Array((byFrequency.filter(exact.contains) + rest).prefix(256))
  }

  private static func indices(of colors: [UInt32], numbers: [UInt32: UInt8]) -> [UInt8] {
    var (color, index) = (colors[0], numbers[colors[0]] ?? 0)
    return colors.map { next in
      if next != color { (color, index) = (next, numbers[next] ?? 0) }
      return index
    }
  }

  private static func nearest(to color: UInt32, in palette: [UInt32]) -> UInt8 {
    var (best, least) = (0, Int.max)
    for (index, candidate) in palette.enumerated() {
      let distance = squaredDistance(color, candidate)
      if distance < least { (best, least) = (index, distance) }
    }
    return UInt8(best)
  }

  private static func squaredDistance(_ first: UInt32, _ second: UInt32) -> Int {
    var sum = 0
    for shift in [0, 8, 16] as [UInt32] {
      let difference = Int(first >> shift & 0xFF) - Int(second >> shift & 0xFF)
      sum += difference * difference
    }
    return sum
  }
}
