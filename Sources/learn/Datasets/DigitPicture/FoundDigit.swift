/// A handwritten digit found in a picture, with what each stage of the search saw.
///
/// 1. ``picture``: the picture in grey, on paper where it is transparent, and not too large.
/// 2. ``paper``: the background, estimated by a morphological closing, which fills what is narrower
///    than a square.
/// 3. ``contrast``: how much each pixel differs from the paper, in proportion to the paper's light.
/// 4. ``mask``: the ink, where the contrast is above ``threshold``, without the lines of ruled paper.
/// 5. ``components``: the connected parts of the ink. Some of them, ``parts``, are the digit; specks,
///    frames and edges are not. They fill the box ``rows`` x ``columns``.
/// 6. ``ink``: the contrast of these parts, from 0 to 255.
/// 7. ``digit``: the ink in MNIST's form.
///
/// Stages 2 to 5 are done for dark and for light ink and for squares of several sizes. The right
/// one is the one whose outline has sharp edges of the picture all along, and that several sizes
/// show alike.
///
/// - Source: Serra (1982) for closings and top-hats; Kittler et al. (1985) and Otsu (1979) for
///   thresholds; Rosenfeld and Pfaltz (1966) for components; Lindeberg, "Scale-Space Theory in
///   Computer Vision" (1994), for trusting what persists over scales.
public struct FoundDigit: Sendable, Hashable {
  public let picture: GrayImage
  public let isLightOnDark: Bool
  /// The side of the square that fits into the paper and not into the ink.
  public let squareSide: Int
  public let paper: GrayImage
  public let contrast: GrayImage
  public let threshold: Double
  public let mask: [Bool]
  public let components: ConnectedComponents
  public let parts: [InkPart]
  public let rows: Range<Int>
  public let columns: Range<Int>
  public let ink: GrayImage
  /// 28x28, light ink on black.
  public let digit: GrayImage
}

extension Picture {
  /// Finds the one digit of the picture, dark on light or light on dark.
  ///
  /// - Throws: `BlankPictureError` if nothing stands out from the paper that has the form of a digit.
  /// - Complexity: O(pixels).
  public func foundDigit() throws(BlankPictureError) -> FoundDigit {
    let opaque = try OpaquePicture(self)
    let image = opaque.image
    let candidates = opaque.candidates()
    guard let best = DigitCandidate.best(of: candidates) else {
      let levels = Histogram(image.pixels)
      let gray = levels.median
      let contrast = image.pixels.reduce(0) { max($0, abs(Int($1) - gray)) }
      throw contrast < 24 ? .even(gray: gray, contrast: contrast) : .withoutDigit
    }
    let ink = best.ink(in: best.isLightOnDark ? image.inverted : image, isKnown: opaque.isKnown)
    return FoundDigit(
      picture: image, isLightOnDark: best.isLightOnDark, squareSide: 2 * best.paper.reach + 1,
      paper: best.isLightOnDark ? best.paper.paper.inverted : best.paper.paper,
      contrast: best.paper.contrast, threshold: best.threshold,
      mask: best.components.labels.map { $0 > 0 }, components: best.components,
      parts: best.group.parts, rows: best.group.rows, columns: best.group.columns, ink: ink,
      digit: try ink.inMNISTForm())
  }
}

extension OpaquePicture {
  /// The sides of squares, in parts of the picture's longer side: strokes of most pens are narrower
  /// than one of the first, strokes that fill the picture than the last.
  private static let squareSides = [1.0 / 24, 1.0 / 12, 1.0 / 6, 0.4]

  fileprivate func candidates() -> [DigitCandidate] {
    let longSide = max(image.width, image.height)
    let noise = image.noise()
    let smooth = image.blurred(radius: longSide / 300 + (noise > 14 ? 1 : 0) + (noise > 28 ? 1 : 0))
    let reaches = Self.squareSides.map { max(5, Int((Double(longSide) * $0).rounded())) / 2 }
    return [false, true].flatMap { isLightOnDark in
      let smooth = isLightOnDark ? smooth.inverted : smooth
      return Set(reaches).sorted().flatMap { reach in
        DigitCandidate.all(
          isLightOnDark: isLightOnDark,
          paper: PaperContrast(smooth: smooth, isKnown: isKnown, reach: reach))
      }
    }
  }
}

extension DigitCandidate {
  /// The candidate with the best support among those that several squares show alike.
  fileprivate static func best(of candidates: [DigitCandidate]) -> DigitCandidate? {
    let scores = candidates.map { candidate in
      let reaches = candidates.filter { $0.isAlike(candidate) }.map(\.paper.reach)
      let persistence = Double(min(Set(reaches).count, 3))
      return candidate.support * persistence * persistence * persistence
    }
    guard let most = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return nil }
    // Of those that show the same digit nearly as well, the largest square leaves it most whole.
    return candidates.indices
      .filter { scores[$0] >= 0.8 * scores[most] && candidates[$0].isAlike(candidates[most]) }
      .map { candidates[$0] }
      .max { ($0.paper.reach, -$0.threshold) < ($1.paper.reach, -$1.threshold) }
  }

  /// Whether another shows ink of the same kind in nearly the same box.
  private func isAlike(_ other: DigitCandidate) -> Bool {
    guard isLightOnDark == other.isLightOnDark else { return false }
    let rows = group.rows.clamped(to: other.group.rows).count
    let columns = group.columns.clamped(to: other.group.columns).count
    let shared = Double(rows * columns)
    let areas = [group, other.group].map { Double($0.rows.count * $0.columns.count) }
    return shared > 0.85 * (areas[0] + areas[1] - shared)
  }

  /// The contrast of the digit alone, its strongest ink 255.
  ///
  /// The soft edge of the strokes is theirs as well: the digit grows into whatever ink there is next
  /// to it, but not far. On paper without noise the faint end of a stroke may lie apart.
  ///
  /// - Parameter sharp: the picture with ink dark on light.
  fileprivate func ink(in sharp: GrayImage, isKnown: [Bool]?) -> GrayImage {
    let contrast =
      paper.noise > 3 ? paper.contrast : paper.contrast(of: sharp, isKnown: isKnown)
    var strengths = Histogram()
    for place in isInk.indices where isInk[place] { strengths.add(contrast.pixels[place]) }
    // Noise makes some ink stronger than it is.
    let strongest = Double(strengths.quantile(paper.noise > 1 ? 0.8 : 1))
    let weakest = min(threshold / 2, 2 * paper.noise)
    let growth = max(5, Int((0.06 * Double(group.longSide)).rounded()))
    let isNear = contrast.grown(
      isInk, steps: growth, above: paper.noise > 0 ? weakest : -1)
    let pixels = isNear.indices.map { place -> UInt8 in
      guard isNear[place] else { return 0 }
      let strength = (Double(contrast.pixels[place]) - weakest) / max(1, strongest - weakest)
      return UInt8((255 * min(max(strength, 0), 1)).rounded())
    }
    return GrayImage(width: contrast.width, height: contrast.height, pixels: pixels)
  }
}

extension GrayImage {
  /// A mask grown by so many pixels in each direction, but only where the picture is above a level.
  ///
  /// This is geodesic dilation.
  fileprivate func grown(_ mask: [Bool], steps: Int, above level: Double) -> [Bool] {
    var result = mask
    var front = mask.indices.filter { mask[$0] }
    for _ in 0..<steps where !front.isEmpty {
      var next: [Int] = []
      for place in front {
        let (row, column) = (place / width, place % width)
        for nearRow in max(0, row - 1)...min(height - 1, row + 1) {
          for nearColumn in max(0, column - 1)...min(width - 1, column + 1) {
            let near = nearRow * width + nearColumn
            guard !result[near], Double(pixels[near]) > level else { continue }
            result[near] = true
            next.append(near)
          }
        }
      }
      front = next
    }
    return result
  }
}
