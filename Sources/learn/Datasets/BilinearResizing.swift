/// Stretches or shrinks images of one size to another by bilinear interpolation.
///
/// Each new pixel is a weighted mean of the old pixels near its centre; a weight falls from 1 at
/// the centre to 0 one pixel away (one new pixel away when the image shrinks):
///
///     centre(i) = (i + 1/2) old/new
///     weight(i, j) ∝ max(0, 1 - |j + 1/2 - centre(i)| / max(1, old/new))
///
/// Rows are done first, then columns; each step rounds to a byte. This is Pillow's
/// `Image.resize(size, Image.Resampling.BILINEAR)`, by which the article's network gets its input,
/// to the last bit.
///
/// - Source: Pillow, `src/libImaging/Resample.c`.
/// - Checked against: `Tests/learn/DatasetsTests/Reference/resize.py`.
public struct BilinearResizing: Sendable {
  private let across: [Window]
  private let down: [Window]
  private let oldWidth: Int
  private let oldHeight: Int

  /// The old pixels that make one new pixel.
  private struct Window {
    var start: Int
    /// Fixed-point numbers that add up to about 1.
    var weights: [Int32]
  }

  /// The bits after the binary point of a weight: 8 bits for a pixel and 2 for headroom are left.
  private static let fractionBits = 32 - 8 - 2

  /// - Precondition: Widths and heights are positive.
  public init(from old: (width: Int, height: Int), to new: (width: Int, height: Int)) {
    guard min(old.width, old.height, new.width, new.height) > 0 else {
      fatalError(
        "BilinearResizing: cannot make \(new.width)x\(new.height) of \(old.width)x\(old.height)")
    }
    oldWidth = old.width
    oldHeight = old.height
    across = Self.windows(from: old.width, to: new.width)
    down = Self.windows(from: old.height, to: new.height)
  }

  private static func windows(from oldCount: Int, to newCount: Int) -> [Window] {
    let scale = Double(oldCount) / Double(newCount)
    let reach = max(1, scale)
    return (0..<newCount).map { index in
      let center = (Double(index) + 0.5) * scale
      let start = max(0, Int(center - reach + 0.5))
      let end = min(oldCount, Int(center + reach + 0.5))
      let weights = (start..<end).map { max(0, 1 - abs((Double($0) - center + 0.5) / reach)) }
      let total = weights.reduce(0, +)
      return Window(
        start: start,
        weights: weights.map { Int32(0.5 + $0 / total * Double(1 << fractionBits)) })
    }
  }

  /// - Precondition: The image has the size that this was made for.
  public func apply(to image: GrayImage) -> GrayImage {
    guard image.width == oldWidth, image.height == oldHeight else {
      fatalError(
        "BilinearResizing: made for \(oldWidth)x\(oldHeight), got \(image.width)x\(image.height)")
    }
    let (newWidth, newHeight) = (across.count, down.count)
    var wide = [UInt8](repeating: 0, count: oldHeight * newWidth)
    for row in 0..<oldHeight {
      for (column, window) in across.enumerated() {
        wide[row * newWidth + column] = Self.mean(
          of: image.pixels, from: row * oldWidth + window.start, step: 1, window.weights)
      }
    }
    var result = [UInt8](repeating: 0, count: newHeight * newWidth)
    for (row, window) in down.enumerated() {
      for column in 0..<newWidth {
        result[row * newWidth + column] = Self.mean(
          of: wide, from: window.start * newWidth + column, step: newWidth, window.weights)
      }
    }
    return GrayImage(width: newWidth, height: newHeight, pixels: result)
  }

  @inline(__always)
  private static func mean(of pixels: [UInt8], from start: Int, step: Int, _ weights: [Int32])
    -> UInt8
  {
    var sum: Int32 = 1 << Int32(fractionBits - 1)
    var place = start
    for weight in weights {
      sum += Int32(pixels[place]) * weight
      place += step
    }
    return UInt8(clamping: sum >> Int32(fractionBits))
  }
}
