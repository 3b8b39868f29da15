import NeuralNet

/// Units in the form of the bitmaps of ``Glyph``, where their number allows it.
enum CodePicture {
  static func plane(_ units: [Float]) -> Plane {
    if units.count == Glyph.width * Glyph.height {
      return Plane(width: Glyph.width, height: Glyph.height, values: units)
    }
    // Other codes have no picture: rows as long as the number of units divides into.
    let width = (1...12).reversed().first { units.count % $0 == 0 } ?? 1
    return Plane(width: width, height: units.count / width, values: units)
  }
}
