/// How much darker than its paper each pixel is, with the paper that one reach of the closing shows.
struct PaperContrast {
  let reach: Int
  /// The picture without its noise, ink dark on light.
  let smooth: GrayImage
  /// What the paper would be without ink.
  let paper: GrayImage
  /// `255 (paper - smooth) / paper`, less what bare paper has of it.
  let contrast: GrayImage
  /// The standard deviation of the contrast of bare paper.
  let noise: Double
  /// The median contrast of the paper, which is taken off.
  private let offset: Int
  /// Half of what is bright paper in this picture.
  private let leastPaper: Int

  /// - Parameters:
  ///   - smooth: dark ink on light paper.
  ///   - isKnown: where there is paper or ink, or `nil` if that is everywhere.
  init(smooth: GrayImage, isKnown: [Bool]?, reach: Int) {
    self.reach = reach
    self.smooth = smooth
    paper = smooth.closed(reach: reach, beyond: smooth.evenEdge() ?? 0)
    // A shadow dims ink and paper alike, so that contrast is relative; but what is darker than any
    // shadow is a table, whose grain is not to be made strong.
    leastPaper = max(1, Histogram(paper.pixels).quantile(0.75) / 2)
    let raw = Self.contrast(of: smooth, to: paper, leastPaper: leastPaper, isKnown: isKnown)
    let histogram = Histogram(raw)
    offset = histogram.median
    noise = histogram.spread(around: offset)
    contrast = GrayImage(
      width: smooth.width, height: smooth.height, pixels: Self.less(offset, raw))
  }

  /// The contrast of the same picture with all its sharpness and noise.
  func contrast(of sharp: GrayImage, isKnown: [Bool]?) -> GrayImage {
    let raw = Self.contrast(of: sharp, to: paper, leastPaper: leastPaper, isKnown: isKnown)
    return GrayImage(width: sharp.width, height: sharp.height, pixels: Self.less(offset, raw))
  }

  private static func contrast(
    of image: GrayImage, to paper: GrayImage, leastPaper: Int, isKnown: [Bool]?
  ) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: image.pixels.count)
    for place in result.indices where isKnown?[place] != false {
      let light = Int(paper.pixels[place])
      let difference = light - Int(image.pixels[place])
      guard difference > 0 else { continue }
      let whole = max(light, leastPaper)
      result[place] = UInt8(min(255, (255 * difference + whole / 2) / whole))
    }
    return result
  }

  private static func less(_ offset: Int, _ values: [UInt8]) -> [UInt8] {
    guard offset > 0 else { return values }
    return values.map { UInt8(max(0, Int($0) - offset)) }
  }
}

extension GrayImage {
  /// The median of the pixels at the picture's edge if most of them are like it, as on a plain page.
  fileprivate func evenEdge() -> UInt8? {
    var edge = Histogram()
    for column in 0..<width {
      edge.add(pixels[column])
      edge.add(pixels[(height - 1) * width + column])
    }
    for row in 0..<height {
      edge.add(pixels[row * width])
      edge.add(pixels[row * width + width - 1])
    }
    let median = edge.median
    let alike = edge.counts[max(0, median - 16)...min(255, median + 16)].reduce(0, +)
    return Double(alike) >= 0.6 * Double(edge.total) ? UInt8(median) : nil
  }
}
