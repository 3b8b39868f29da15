struct PixelSize {
  var width: Int
  var height: Int
}

/// A picture as rows of `0xRRGGBB`.
struct Pixels {
  var size: PixelSize
  var colors: [UInt32]
}
