// How a map moves the pixels of an image: each new pixel looks up where it came from.
extension AffineMap {
  /// Moves the pixels of one image, in place, by bilinear interpolation.
  ///
  /// - Parameters:
  ///   - pixels: a batch, row-major.
  ///   - start: where the image starts in the batch.
  ///   - imageShape: `[maps, height, width]`; all maps move alike.
  ///   - background: what lies around the image.
  /// - Precondition: the image lies within the batch; the determinant is not 0.
  public func apply(
    to pixels: inout [Float], from start: Int = 0, imageShape: [Int], background: Float
  ) {
    guard imageShape.count == 3, start >= 0, imageShape.allSatisfy({ $0 >= 1 }),
      start + imageShape.reduce(1, *) <= pixels.count
    else {
      fatalError(
        "AffineMap.apply: expected an image [maps, height, width] within the pixels, found "
          + "\(imageShape) from \(start) of \(pixels.count)")
    }
    let (height, width) = (imageShape[1], imageShape[2])
    for map in 0..<imageShape[0] {
      let first = start + map * height * width
      let framed = FramedMap(pixels, from: first, height, width, background: background)
      framed.sample(at: inverse, to: &pixels, from: first)
    }
  }

  /// The image with its pixels moved; the background is 0.
  public func applied(to image: GrayImage) -> GrayImage {
    var pixels = image.pixels.map(Float.init)
    apply(to: &pixels, imageShape: [1, image.height, image.width], background: 0)
    return GrayImage(
      width: image.width, height: image.height,
      pixels: pixels.map { UInt8(clamping: Int($0.rounded())) })
  }
}

/// One map of an image in a frame of background, so that looking just outside needs no thought:
/// one pixel to the left and above, two to the right and below.
private struct FramedMap {
  private let height: Int
  private let width: Int
  private let pitch: Int
  private var pixels: [Float]

  init(_ source: [Float], from start: Int, _ height: Int, _ width: Int, background: Float) {
    (self.height, self.width, pitch) = (height, width, width + 3)
    pixels = [Float](repeating: background, count: (height + 3) * pitch)
    for row in 0..<height {
      for column in 0..<width {
        pixels[(row + 1) * pitch + column + 1] = source[start + row * width + column]
      }
    }
  }

  /// Looks up every new pixel at its old place.
  ///
  /// - Parameter back: leads from new places to old ones.
  func sample(at back: AffineMap, to target: inout [Float], from start: Int) {
    let centerColumn = Float(width - 1) / 2
    let centerRow = Float(height - 1) / 2
    let lastColumn = Float(width + 1)
    let lastRow = Float(height + 1)
    for row in 0..<height {
      let y = Float(row) - centerRow
      // The frame shifts places by one.
      let columnOfRow = back.columnFromRow * y + back.right + centerColumn + 1
      let rowOfRow = back.rowFromRow * y + back.down + centerRow + 1
      for column in 0..<width {
        let x = Float(column) - centerColumn
        let u = min(max(back.columnFromColumn * x + columnOfRow, 0), lastColumn)
        let v = min(max(back.rowFromColumn * x + rowOfRow, 0), lastRow)
        let (left, above) = (Int(u), Int(v))
        let (across, down) = (u - Float(left), v - Float(above))
        let corner = above &* pitch &+ left
        let top = pixels[corner] + across * (pixels[corner &+ 1] - pixels[corner])
        let below = corner &+ pitch
        let bottom = pixels[below] + across * (pixels[below &+ 1] - pixels[below])
        target[start &+ row &* width &+ column] = top + down * (bottom - top)
      }
    }
  }
}
