/// A random change of an image after which it still shows the same class.
public protocol ImageDistortion: Sendable {
  /// Distorts one image of a batch, in place.
  ///
  /// - Parameters:
  ///   - pixels: a batch, row-major.
  ///   - start: where the image starts in the batch.
  ///   - imageShape: `[maps, height, width]`.
  ///   - background: what lies around the image.
  ///   - generator: decides how the image is distorted.
  func apply(
    to pixels: inout [Float], from start: Int, imageShape: [Int], background: Float,
    using generator: inout SeededGenerator)
}

/// A distortion whose random numbers depend on the pass and the image alone, so that neither the
/// order of the images nor the number of threads changes a bit.
struct SeededDistortion: Sendable {
  let distortion: any ImageDistortion
  let seed: UInt64
  let epoch: Int

  func apply(
    to pixels: inout [Float], from start: Int, of images: LabeledImages, at index: Int
  ) {
    // Any odd factor keeps the seeds of all passes and images apart, but for that of SplitMix64,
    // with which their sequences would overlap.
    let number = UInt64(epoch) << 32 | UInt64(index)
    var generator = SeededGenerator(seed: seed &+ number &* 0xD1B5_4A32_D192_ED03)
    distortion.apply(
      to: &pixels, from: start, imageShape: images.imageShape, background: images.background,
      using: &generator)
  }
}
