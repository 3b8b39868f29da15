/// What may be the digit: parts of the ink that one reach and one threshold show.
struct DigitCandidate {
  let isLightOnDark: Bool
  let paper: PaperContrast
  let threshold: Double
  let components: ConnectedComponents
  let group: PartGroup
  /// Which pixels belong to the group.
  let isInk: [Bool]
  /// How well its outline is seen in the picture, and how little else looks like it.
  let support: Double

  /// Candidates differ in their thresholds; there is none if no ink has the form of a digit.
  static func all(isLightOnDark: Bool, paper: PaperContrast) -> [DigitCandidate] {
    InkThreshold.candidates(for: paper.contrast, noise: paper.noise).compactMap {
      DigitCandidate(isLightOnDark: isLightOnDark, paper: paper, threshold: $0)
    }
  }

  private init?(isLightOnDark: Bool, paper: PaperContrast, threshold: Double) {
    let contrast = paper.contrast
    let mask = RuledLines(width: contrast.width, height: contrast.height)
      .removed(from: contrast.pixels.map { Double($0) > threshold })
    let components = ConnectedComponents(mask: mask, contrast: contrast)
    guard let group = PartSelection(components).digit() else { return nil }
    var isKept = [Bool](repeating: false, count: components.parts.count + 1)
    for part in group.parts { isKept[part.label] = true }
    let isInk = components.labels.map { isKept[Int($0)] }
    var strengths = Histogram()
    for place in isInk.indices where isInk[place] { strengths.add(contrast.pixels[place]) }
    guard
      Double(strengths.quantile(0.75)) >= max(Self.leastContrast, 5 * paper.noise),
      let support = Self.support(isInk, group, paper)
    else { return nil }
    self.isLightOnDark = isLightOnDark
    self.paper = paper
    self.threshold = threshold
    self.components = components
    self.group = group
    self.isInk = isInk
    self.support = support
  }

  /// How much ink must differ from its paper at the least.
  private static let leastContrast = 24.0

  private static func support(_ isInk: [Bool], _ group: PartGroup, _ paper: PaperContrast)
    -> Double?
  {
    let steps = steps(across: isInk, group, in: paper.smooth)
    let mean = steps.mean
    let least = Int((0.35 * mean).rounded(.up))
    let share = Double(steps.counts[least...].reduce(0, +)) / Double(max(1, steps.total))
    guard mean >= 10, share >= 0.5 else { return nil }
    // The outline of a wrong candidate follows the square of the closing where the picture has no
    // edge: such places count heavily.
    let sixth = share * share * share * share * share * share
    let isPaper = shareOfTheLike(isInk, group, paper) > 0.5
    // Shadows and tables reach from edge to edge, digits only where they are cut out closely.
    let isWide = group.columns.count == paper.smooth.width
    let isHigh = group.rows.count == paper.smooth.height
    let spread = isWide && isHigh ? 0.4 : isWide || isHigh ? 0.8 : 1
    return Double(steps.total) * mean * mean * mean * sixth * (isPaper ? 0.3 : 1) * spread
  }

  /// How much brighter it gets from ink to paper, for each pair of pixels at the outline.
  ///
  /// The outline itself is soft, so that of two pixels on each side the darker is the ink, the
  /// brighter the paper.
  private static func steps(across isInk: [Bool], _ group: PartGroup, in image: GrayImage)
    -> Histogram
  {
    let (width, height) = (image.width, image.height)
    var steps = Histogram()
    /// Four places in a line; the outline is between the second and the third.
    func add(_ places: (Int, Int, Int, Int)) {
      let before = (image.pixels[places.0], image.pixels[places.1])
      let after = (image.pixels[places.2], image.pixels[places.3])
      let rise =
        isInk[places.1]
        ? Int(max(after.0, after.1)) - Int(min(before.0, before.1))
        : Int(max(before.0, before.1)) - Int(min(after.0, after.1))
      steps.add(UInt8(max(0, rise)))
    }
    for row in max(0, group.rows.lowerBound - 1)..<group.rows.upperBound {
      for column in max(0, group.columns.lowerBound - 1)..<group.columns.upperBound {
        let place = row * width + column
        if column + 1 < width, isInk[place] != isInk[place + 1] {
          add(
            (
              place - (column > 0 ? 1 : 0), place, place + 1,
              place + (column + 2 < width ? 2 : 1)
            ))
        }
        if row + 1 < height, isInk[place] != isInk[place + width] {
          add(
            (
              place - (row > 0 ? width : 0), place, place + width,
              place + (row + 2 < height ? 2 : 1) * width
            ))
        }
      }
    }
    return steps
  }

  /// The share of pixels as dark as the ink in a box twice as large around it. Ink is the lesser
  /// part; paper in a loop or a frame is like the paper outside.
  private static func shareOfTheLike(_ isInk: [Bool], _ group: PartGroup, _ paper: PaperContrast)
    -> Double
  {
    var (ink, ground) = (Histogram(), Histogram())
    for place in isInk.indices where isInk[place] {
      ink.add(paper.smooth.pixels[place])
      ground.add(paper.paper.pixels[place])
    }
    let inkLevel = ink.median
    let tolerance = Int(0.35 * Double(abs(ground.median - inkLevel)))
    let (width, height) = (paper.smooth.width, paper.smooth.height)
    let (down, across) = (group.rows.count / 2, group.columns.count / 2)
    let rows = (group.rows.lowerBound - down..<group.rows.upperBound + down)
      .clamped(to: 0..<height)
    let columns = (group.columns.lowerBound - across..<group.columns.upperBound + across)
      .clamped(to: 0..<width)
    var like = 0
    for row in rows {
      for column in columns
      where abs(Int(paper.smooth.pixels[row * width + column]) - inkLevel) <= tolerance {
        like += 1
      }
    }
    return Double(like) / Double(rows.count * columns.count)
  }
}
