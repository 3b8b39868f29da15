public import NeuralNet

/// What background and ink become as a network's input: a byte `p` becomes
/// `x = lower + (upper - lower) p / 255`.
extension ClosedRange<Float> {
  /// From 0 to 1, as in the article.
  public static var unit: Self { 0...1 }

  /// From -0.1 to 1.175, by which the mean of the inputs is roughly 0.
  ///
  /// - Source: LeCun et al. (1998), section II.B, the paragraph before C1.
  public static var lenet1998: Self { -0.1...1.175 }
}

/// How a 28x28 digit fills a network's 32x32 input.
public enum ImageFit: Sendable, Hashable, CaseIterable {
  /// Two pixels of background on each side.
  ///
  /// - Source: LeCun et al. (1998), section II.B.
  case padded
  /// Stretched by bilinear interpolation, so that strokes grow by 32/28, as in the article.
  case resized
}

extension DigitSet {
  /// The digits as a network with a 32x32 input takes them.
  ///
  ///     let training = digits.training.labeledImages(.padded, range: .lenet1998)
  ///
  /// - Shapes: each image is `[1, 32, 32]`.
  public func labeledImages(_ fit: ImageFit, range: ClosedRange<Float>) -> LabeledImages {
    let side = 32
    let resizing = BilinearResizing(from: (Self.side, Self.side), to: (side, side))
    var fitted: [UInt8] = []
    fitted.reserveCapacity(count * side * side)
    for index in 0..<count {
      let image = image(at: index)
      switch fit {
      case .padded: fitted += image.padded(width: side, height: side).pixels
      case .resized: fitted += resizing.apply(to: image).pixels
      }
    }
    return LabeledImages(
      imageShape: [1, side, side], pixels: fitted, pixelRange: range, labels: labels, classes: 10)
  }
}
