/// A picture as a person brings it, a photograph, a scan or a drawing: how bright and how opaque
/// each pixel is.
public struct Picture: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// 0, black, to 255, white, in row-major order.
  public let brightness: [UInt8]
  /// 0, transparent, to 255, opaque.
  public let opacity: [UInt8]

  /// - Precondition: There are `width` x `height` values of each, at least one.
  public init(width: Int, height: Int, brightness: [UInt8], opacity: [UInt8]) {
    guard
      width > 0, height > 0, brightness.count == width * height, opacity.count == width * height
    else {
      fatalError(
        "Picture: \(width)x\(height) does not fit \(brightness.count) values of brightness"
          + " and \(opacity.count) of opacity")
    }
    self.width = width
    self.height = height
    self.brightness = brightness
    self.opacity = opacity
  }

  /// An opaque picture.
  public init(_ image: GrayImage) {
    self.init(
      width: image.width, height: image.height, brightness: image.pixels,
      opacity: [UInt8](repeating: 255, count: image.pixels.count))
  }
}

/// A picture in which no digit can be found.
public enum BlankPictureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Nothing differs much from the paper.
  ///
  /// - Parameters:
  ///   - gray: the median brightness, 0 to 255.
  ///   - contrast: the largest difference from it.
  case even(gray: Int, contrast: Int)
  /// Something differs from the paper, but it has not the form of a digit.
  case withoutDigit
  /// Every pixel is transparent.
  case transparent

  public var description: String {
    "expected a digit that stands out from its paper, found nothing drawn: \(reason)"
  }

  private var reason: String {
    switch self {
    case .even(let gray, let contrast): "an even grey (\(gray) of 255, give or take \(contrast))"
    case .withoutDigit: "specks, lines, noise or shadows at the most"
    case .transparent: "the picture is transparent throughout"
    }
  }
}
