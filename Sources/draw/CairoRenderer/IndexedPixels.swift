/// A picture as numbers of colours in a palette of at most 256.
///
/// Figures have few colours besides the blends at the edges of lines and letters: as a palette
/// they take a third of the bytes and of the time. Where there are more than 256, blends give way
/// to colours near them; the colours of flat areas, such as the samples of a picture, stay exact.
struct IndexedPixels {
  /// The most frequent colours first.
  let palette: [Pixels.Colors]
  /// The place in the palette for each of the picture's colours.
  let indices: [UInt8]

  /// The most flat colours that leave places for blends.
  private static let mostFlatColors = 192

  /// - Returns: `nil` if the picture has too many flat colours for a palette.
  init?(_ pixels: Pixels) {
    let counts = pixels.counts
    let byFrequency = counts.indices.sorted {
      (counts[$1], pixels.colors[$0].key) < (counts[$0], pixels.colors[$1].key)
    }
    let isExact =
      byFrequency.count <= 256
      ? [Bool](repeating: true, count: byFrequency.count) : pixels.isFlat
    let exact = byFrequency.filter { isExact[$0] }.map { pixels.colors[$0] }
    guard byFrequency.count <= 256 || exact.count <= Self.mostFlatColors else { return nil }
    let blends = byFrequency.filter { !isExact[$0] }.map { pixels.colors[$0] }
    let palette = Self.palette(of: blends, exact: exact)
    self.palette = palette
    let places = Dictionary(
      uniqueKeysWithValues: palette.enumerated().map { ($1.key, UInt8($0)) })
    indices = pixels.colors.map { places[$0.key] ?? Self.nearest(to: $0, in: palette) }
  }

  /// The exact colours, and of the blends as many as it takes to have one near each.
  ///
  /// "Near" is the least of a few distances at which 256 colours suffice.
  private static func palette(of blends: [Pixels.Colors], exact: [Pixels.Colors]) -> [Pixels.Colors]
  {
    for distance in [4, 8, 16, 24, 32, 48, 64, 96] {
      var palette = exact
      for color in blends where palette.count <= 256 {
        let isFar = palette.allSatisfy { squaredDistance($0, color) > distance * distance }
        if isFar { palette.append(color) }
      }
      if palette.count <= 256 { return palette }
    }
    return Array((exact + blends).prefix(256))
  }

  private static func nearest(to color: Pixels.Colors, in palette: [Pixels.Colors]) -> UInt8 {
    var (best, least) = (0, Int.max)
    for (index, candidate) in palette.enumerated() {
      // The distance in one theme is often too large already.
      guard squaredDistance(color.first, candidate.first) < least else { continue }
      let distance = squaredDistance(color, candidate)
      if distance < least { (best, least) = (index, distance) }
    }
    return UInt8(best)
  }

  /// The distance in the theme in which it is larger.
  private static func squaredDistance(_ one: Pixels.Colors, _ other: Pixels.Colors) -> Int {
    max(squaredDistance(one.first, other.first), squaredDistance(one.last, other.last))
  }

  private static func squaredDistance(_ one: UInt32, _ other: UInt32) -> Int {
    func square(_ shift: UInt32) -> Int {
      let difference = Int(one >> shift & 0xFF) - Int(other >> shift & 0xFF)
      return difference * difference
    }
    return square(0) + square(8) + square(16)
  }
}
