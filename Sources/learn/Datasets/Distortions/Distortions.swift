public import NeuralNet

/// How far images are distorted at random, so that a network sees each of them in many forms.
///
/// Every image gets an affine map of its own: turned, scaled, squeezed (compressed in one
/// direction and stretched in the other), sheared, and moved, each by an amount drawn evenly from
/// its range.
///
/// ```swift
/// var generator = SeededGenerator(seed: 1)
/// Distortions.gentle.apply(
///   to: &pixels, imageShape: [1, 32, 32], background: -0.1, using: &generator)
/// ```
///
/// - Source: LeCun et al. (1998), section III.A and Fig. 7. The paper names the transformations
///   but not their ranges, and does not turn images.
public struct Distortions: Sendable, Hashable, Codable {
  /// The farthest that an image moves to any side, in pixels.
  public var translation: Float
  /// The largest share by which an image grows or shrinks; 0.1 means factors from 0.9 to 1.1.
  public var scaling: Float
  /// The largest share by which an image gets wider and lower, or narrower and higher.
  public var squeezing: Float
  /// The largest shift to the side for each pixel of height.
  public var shearing: Float
  /// The largest angle by which an image is turned, in radians.
  public var rotation: Float

  /// - Precondition: no range is below 0; scaling and squeezing are below 1, rotation is at most 1.
  public init(
    translation: Float = 0, scaling: Float = 0, squeezing: Float = 0, shearing: Float = 0,
    rotation: Float = 0
  ) {
    self.translation = translation
    self.scaling = scaling
    self.squeezing = squeezing
    self.shearing = shearing
    self.rotation = rotation
    guard min(translation, scaling, squeezing, shearing, rotation) >= 0,
      max(scaling, squeezing) < 1, rotation <= 1
    else {
      fatalError(
        "Distortions: expected ranges of at least 0, scaling and squeezing below 1, and rotation "
          + "of at most 1, found \(self)")
    }
  }

  /// Distortions that keep every digit easy to read; with them both networks learn best.
  public static let gentle = Distortions(
    translation: 1.2, scaling: 0.12, shearing: 0.12, rotation: 0.1)

  /// Distortions about as far as those of Fig. 7 of the paper.
  public static let strong = Distortions(
    translation: 2, scaling: 0.15, squeezing: 0.15, shearing: 0.3)

  /// Draws the map of one image.
  ///
  /// As many numbers are drawn whatever the ranges are, so that a range can be changed without
  /// changing the draws of the others.
  public func map(using generator: inout SeededGenerator) -> AffineMap {
    func draw(_ range: Float) -> Float { generator.uniform(in: -range...range) }
    let (right, down) = (draw(translation), draw(translation))
    let (scale, squeeze) = (1 + draw(scaling), 1 + draw(squeezing))
    let (slope, angle) = (draw(shearing), draw(rotation))
    return AffineMap.rotation(tangentOfHalf: angle / 2)
      .followed(by: .scaling(horizontally: scale * squeeze, vertically: scale / squeeze))
      .followed(by: .shear(slope: slope))
      .followed(by: .translation(right: right, down: down))
  }

  /// Distorts one image of a batch, in place.
  ///
  /// - Parameters:
  ///   - pixels: a batch, row-major.
  ///   - start: where the image starts in the batch.
  ///   - imageShape: `[maps, height, width]`.
  ///   - background: what lies around the image.
  /// - Precondition: the image lies within the batch.
  /// - Complexity: linear in the pixels of the image.
  public func apply(
    to pixels: inout [Float], from start: Int = 0, imageShape: [Int], background: Float,
    using generator: inout SeededGenerator
  ) {
    map(using: &generator).apply(
      to: &pixels, from: start, imageShape: imageShape, background: background)
  }
}
