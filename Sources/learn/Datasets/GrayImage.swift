/// A picture in grey, from 0, black, to 255, white. Digits are white ink on a black background.
public struct GrayImage: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// The pixels in row-major order.
  public let pixels: [UInt8]

  /// - Precondition: There are `width` x `height` pixels.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    guard pixels.count == width * height else {
      fatalError(
        "GrayImage: \(width)x\(height) needs \(width * height) pixels, got \(pixels.count)")
    }
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The pixel in a row and a column, counted from the top left.
  public subscript(row: Int, column: Int) -> UInt8 { pixels[row * width + column] }

  /// The image in the middle of a larger field of background.
  ///
  /// A 28x28 digit gets two pixels on each side to become the 32x32 that LeNet-5 sees. An odd
  /// pixel goes to the right or to the bottom.
  ///
  /// - Precondition: The image is no larger than the field.
  /// - Source: LeCun et al. (1998), section II.B: the input is larger than any digit, so that the
  ///   ends of strokes can lie in the middle of the field of a C3 unit.
  public func padded(width fieldWidth: Int, height fieldHeight: Int) -> GrayImage {
    guard fieldWidth >= width, fieldHeight >= height else {
      fatalError("GrayImage.padded: \(width)x\(height) is larger than \(fieldWidth)x\(fieldHeight)")
    }
    let left = (fieldWidth - width) / 2
    let top = (fieldHeight - height) / 2
    var field = [UInt8](repeating: 0, count: fieldWidth * fieldHeight)
    for row in 0..<height {
      let start = (top + row) * fieldWidth + left
      field.replaceSubrange(start..<start + width, with: pixels[row * width..<(row + 1) * width])
    }
    return GrayImage(width: fieldWidth, height: fieldHeight, pixels: field)
  }

  /// The image stretched or shrunk by bilinear interpolation.
  ///
  /// - Precondition: Width and height are positive.
  public func resized(width newWidth: Int, height newHeight: Int) -> GrayImage {
    BilinearResizing(from: (width, height), to: (newWidth, newHeight)).apply(to: self)
  }
}
