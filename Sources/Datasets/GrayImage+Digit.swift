// From any picture of a digit to the form in which MNIST has its digits.
extension GrayImage {
  /// The picture of one handwritten digit in MNIST's form: 28x28, light ink on black.
  ///
  /// 1. The edge of the picture tells how bright its paper is. What differs most from the paper is
  ///    ink: dark on light or light on dark.
  /// 2. The smallest box that holds all ink is scaled to fit into 20x20, its proportions kept,
  ///    and the strongest ink becomes 255.
  /// 3. The box is laid into the field of 28x28 so that the ink's centre of mass comes to the
  ///    field's centre.
  ///
  /// - Throws: `BlankPictureError` if nothing stands out from the paper.
  /// - Source: "The MNIST database", LeCun, Cortes and Burges, whose digits were made in this way.
  public func digit() throws(BlankPictureError) -> GrayImage {
    let ink = try inkOnBlack()
    let box = ink.boxOfInk()
    let longest = max(box.rows.count, box.columns.count)
    let scale = Double(Self.boxSide) / Double(longest)
    // The faint edge of a stroke reaches one pixel of the result out of the box.
    let margin = Int((1 / scale).rounded())
    let rows = (box.rows.lowerBound - margin..<box.rows.upperBound + margin)
      .clamped(to: 0..<height)
    let columns = (box.columns.lowerBound - margin..<box.columns.upperBound + margin)
      .clamped(to: 0..<width)
    func scaled(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded())) }
    return ink.cropped(rows: rows, columns: columns)
      .resized(width: scaled(columns.count), height: scaled(rows.count))
      .strengthened()
      .centeredByMass(side: DigitSet.side)
  }

  /// The side of the square that every digit of MNIST just fits into.
  private static let boxSide = 20
  /// How much brighter or darker than the paper ink must be at the least.
  private static let leastContrast = 24
  /// The weakest ink that counts when the box is sought, where the strongest is 255.
  private static let faintInk = 32

  /// How much each pixel differs from the paper; the largest difference becomes 255.
  private func inkOnBlack() throws(BlankPictureError) -> GrayImage {
    let paper = brightnessOfPaper()
    let darker = paper - Int(pixels.min() ?? 0)
    let lighter = Int(pixels.max() ?? 0) - paper
    guard max(darker, lighter) >= Self.leastContrast else {
      throw BlankPictureError(paper: paper, contrast: max(darker, lighter))
    }
    let sign = darker > lighter ? -1 : 1
    let ink = pixels.map { UInt8(max(0, sign * (Int($0) - paper))) }
    return GrayImage(width: width, height: height, pixels: ink).strengthened()
  }

  /// The median of the pixels at the edge.
  private func brightnessOfPaper() -> Int {
    var edge = Array(pixels.prefix(width) + pixels.suffix(width))
    for row in 0..<height { edge += [self[row, 0], self[row, width - 1]] }
    return Int(edge.sorted()[edge.count / 2])
  }

  /// The picture with its brightest pixel made 255, and the others in proportion.
  private func strengthened() -> GrayImage {
    let most = max(1, Int(pixels.max() ?? 0))
    return GrayImage(
      width: width, height: height, pixels: pixels.map { UInt8((Int($0) * 255 + most / 2) / most) })
  }

  private func boxOfInk() -> (rows: Range<Int>, columns: Range<Int>) {
    var (left, right, top, bottom) = (width, 0, height, 0)
    for row in 0..<height {
      for column in 0..<width where self[row, column] >= Self.faintInk {
        (left, right) = (min(left, column), max(right, column))
        (top, bottom) = (min(top, row), max(bottom, row))
      }
    }
    return (top..<bottom + 1, left..<right + 1)
  }

  private func cropped(rows: Range<Int>, columns: Range<Int>) -> GrayImage {
    GrayImage(
      width: columns.count, height: rows.count,
      pixels: rows.flatMap { row in
        pixels[row * width + columns.lowerBound..<row * width + columns.upperBound]
      })
  }

  /// The picture moved, by whole pixels, so that its centre of mass is nearest to the field's
  /// centre, but never over the field's edge.
  private func centeredByMass(side: Int) -> GrayImage {
    var (mass, ofColumns, ofRows) = (0, 0, 0)
    for row in 0..<height {
      for column in 0..<width {
        let ink = Int(self[row, column])
        mass += ink
        ofColumns += ink * column
        ofRows += ink * row
      }
    }
    func start(_ moment: Int, _ length: Int) -> Int {
      let wanted = (Double(side) / 2 - Double(moment) / Double(mass)).rounded()
      return min(max(Int(wanted), 0), side - length)
    }
    let (left, top) = (start(ofColumns, width), start(ofRows, height))
    var field = [UInt8](repeating: 0, count: side * side)
    for row in 0..<height {
      for column in 0..<width {
        field[(top + row) * side + left + column] = self[row, column]
      }
    }
    return GrayImage(width: side, height: side, pixels: field)
  }
}

/// A picture without a digit: nothing stands out from its paper.
public struct BlankPictureError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The brightness of the picture's edge, 0 to 255.
  public var paper: Int
  /// The largest difference from it.
  public var contrast: Int

  public init(paper: Int, contrast: Int) {
    self.paper = paper
    self.contrast = contrast
  }

  public var description: String {
    "expected a digit that stands out from its paper, found an even grey"
      + " (\(paper) of 255, give or take \(contrast))"
  }
}
