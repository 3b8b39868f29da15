/// A picture without transparency, no larger than the search for a digit needs it.
struct OpaquePicture {
  var image: GrayImage
  /// Where there is paper or ink, or `nil` if that is everywhere. Elsewhere the picture is blank.
  var isKnown: [Bool]?

  /// The most pixels that the search looks at. With strokes of a pixel or two in 4,096x4,096 enough
  /// of them is left.
  private static let mostPixels = 160_000

  /// Lays the drawing on paper, and averages what is too large.
  ///
  /// What is opaque tells of which paper the rest is:
  ///
  /// - A card, a solid area with light and dark in it: its paper goes on.
  /// - Strokes without paper: they lie on white, or on black if they are light.
  ///
  /// - Throws: `BlankPictureError` if nothing is opaque.
  init(_ picture: Picture) throws(BlankPictureError) {
    let factor = Self.factor(width: picture.width, height: picture.height)
    guard picture.opacity.contains(where: { $0 < 255 }) else {
      image = GrayImage(
        width: picture.width, height: picture.height, pixels: picture.brightness
      ).reduced(by: factor)
      return
    }
    let body = OpaqueBody(picture)
    guard body.count > 0 else { throw BlankPictureError.transparent }
    var pixels = picture.brightness
    if body.isCard {
      let paper = UInt8(body.brightness.median)
      var known = [UInt8](repeating: 0, count: pixels.count)
      for place in pixels.indices {
        if picture.opacity[place] >= body.leastOpacity {
          known[place] = 255
        } else {
          pixels[place] = paper
        }
      }
      isKnown = GrayImage(width: picture.width, height: picture.height, pixels: known)
        .reduced(by: factor).pixels.map { $0 == 255 }
    } else {
      let paper = body.brightness.mean > 127 ? 0 : 255
      for place in pixels.indices {
        let (value, opacity) = (Int(pixels[place]), Int(picture.opacity[place]))
        pixels[place] = UInt8((value * opacity + paper * (255 - opacity) + 127) / 255)
      }
    }
    image = GrayImage(width: picture.width, height: picture.height, pixels: pixels)
      .reduced(by: factor)
  }

  private static func factor(width: Int, height: Int) -> Int {
    var factor = 1
    while (width / factor) * (height / factor) > mostPixels { factor += 1 }
    return factor
  }
}

/// The pixels of a picture that are rather opaque than transparent.
private struct OpaqueBody {
  let leastOpacity: UInt8
  let brightness: Histogram
  /// The area of the smallest box that holds them, and of the picture.
  let boxArea: Int
  let pictureArea: Int

  var count: Int { brightness.total }

  init(_ picture: Picture) {
    let most = picture.opacity.max() ?? 0
    leastOpacity = most >= 128 ? 128 : max(1, most / 2)
    var brightness = Histogram()
    var (left, right, top, bottom) = (picture.width, -1, picture.height, -1)
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        let place = row * picture.width + column
        guard picture.opacity[place] >= leastOpacity else { continue }
        brightness.add(picture.brightness[place])
        (left, right) = (min(left, column), max(right, column))
        (top, bottom) = (min(top, row), bottom < row ? row : bottom)
      }
    }
    self.brightness = brightness
    boxArea = max(0, right - left + 1) * max(0, bottom - top + 1)
    pictureArea = picture.width * picture.height
  }

  var isCard: Bool {
    let solidity = Double(count) / Double(boxArea)
    let share = Double(count) / Double(pictureArea)
    return solidity > 0.5
      && (brightness.otsu().distance >= 24 || share > 0.5 || solidity > 0.85 && share > 0.2)
  }
}
