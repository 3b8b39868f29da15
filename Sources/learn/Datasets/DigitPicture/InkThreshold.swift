/// How much darker than its paper a pixel must be to be ink.
enum InkThreshold {
  /// The mean contrast at edges, where sharper edges count more.
  ///
  ///     T = Σ e² c / Σ e²,   e = max(|difference across|, |difference down|)
  ///
  /// Halfway up the sharpest edges is where strokes end; shadows have edges as well, but faint or
  /// soft ones. Unlike Otsu's threshold, it does not depend on how much of the picture is ink.
  ///
  /// - Source: Kittler, Illingworth and Föglein, "Threshold selection based on a simple image
  ///   statistic" (1985), DOI 10.1016/0734-189X(85)90093-3, there with e for e².
  static func atEdges(of contrast: GrayImage) -> Double {
    let (width, height) = (contrast.width, contrast.height)
    var (weights, sum) = (0.0, 0.0)
    for row in 0..<height {
      for column in 0..<width {
        let place = row * width + column
        var edge = 0
        if column > 0, column < width - 1 {
          edge = abs(Int(contrast.pixels[place + 1]) - Int(contrast.pixels[place - 1]))
        }
        if row > 0, row < height - 1 {
          edge = max(
            edge, abs(Int(contrast.pixels[place + width]) - Int(contrast.pixels[place - width])))
        }
        guard edge > 0 else { continue }
        let weight = Double(edge * edge)
        weights += weight
        sum += weight * Double(contrast.pixels[place])
      }
    }
    return weights > 0 ? sum / weights : 0
  }

  /// The thresholds worth trying, the lowest first.
  ///
  /// Where a shadow or ruled paper is above the first, ink is darker than they are: the second
  /// splits in two what the first finds.
  ///
  /// - Parameter noise: the standard deviation of the contrast of bare paper.
  static func candidates(for contrast: GrayImage, noise: Double) -> [Double] {
    let first = max(atEdges(of: contrast), 4 * noise, 8)
    var above = Histogram()
    for value in contrast.pixels where Double(value) > first { above.add(value) }
    let second = Double(above.otsu().threshold)
    return above.otsu().distance > 0 && second > 1.15 * first ? [first, second] : [first]
  }
}
