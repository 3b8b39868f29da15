// From any picture of a digit to the form in which MNIST has its digits.
extension GrayImage {
  /// The picture of one handwritten digit in MNIST's form: 28x28, light ink on black.
  ///
  /// - Throws: `BlankPictureError` if nothing stands out from the paper that has the form of a digit.
  public func digit() throws(BlankPictureError) -> GrayImage {
    guard width > 0, height > 0 else { throw .even(gray: 0, contrast: 0) }
    return try Picture(self).foundDigit().digit
  }

  /// Ink on black brought to MNIST's form.
  ///
  /// 1. The smallest box that holds all ink is scaled to fit into 20x20, its proportions kept,
  ///    and the strongest ink becomes 255.
  /// 2. The box is laid into the field of 28x28 so that the ink's centre of mass comes to the
  ///    field's centre.
  ///
  /// - Throws: `BlankPictureError` if there is no ink, or so little that nothing is left of it.
  /// - Source: "The MNIST database", LeCun, Cortes and Burges, whose digits were made in this way.
  func inMNISTForm() throws(BlankPictureError) -> GrayImage {
    guard pixels.contains(where: { $0 >= Self.faintInk }) else { throw .withoutDigit }
    let box = boxOfInk()
    let longest = max(box.rows.count, box.columns.count)
    let scale = Double(Self.boxSide) / Double(longest)
    // The faint edge of a stroke reaches one pixel of the result out of the box.
    let margin = Int((1 / scale).rounded())
    let rows = (box.rows.lowerBound - margin..<box.rows.upperBound + margin)
      .clamped(to: 0..<height)
    let columns = (box.columns.lowerBound - margin..<box.columns.upperBound + margin)
      .clamped(to: 0..<width)
    func scaled(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded())) }
    let small = cropped(rows: rows, columns: columns)
      .resized(width: scaled(columns.count), height: scaled(rows.count))
    guard small.pixels.contains(where: { $0 > 0 }) else { throw .withoutDigit }
    return small.strengthened().centeredByMass(side: DigitSet.side)
  }

  /// The side of the square that every digit of MNIST just fits into.
  private static let boxSide = 20
  /// The weakest ink that counts when the box is sought, where the strongest is 255.
  private static let faintInk = 32

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
