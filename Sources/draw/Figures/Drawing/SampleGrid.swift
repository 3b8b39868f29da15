/// Rows of numbers that are drawn as a picture, one square for each.
public struct SampleGrid: Sendable, Hashable {
  public private(set) var width: Int
  public private(set) var height: Int
  /// Row by row, each from 0 to 255: 255 times the level on the picture's ``ColorScale``.
  public private(set) var levels: [UInt8]
  /// The places in ``levels``, ascending, of samples that are not numbers.
  public private(set) var gaps: [Int] = []

  /// - Precondition: `levels` has `width * height` numbers.
  public init(width: Int, height: Int, levels: [UInt8]) {
    guard width > 0, height > 0, levels.count == width * height else {
      fatalError("SampleGrid: \(width)x\(height) samples cannot hold \(levels.count) levels")
    }
    self.width = width
    self.height = height
    self.levels = levels
  }

  /// Brings values to levels: the lower bound of the range becomes 0, the upper one 255.
  ///
  /// Values outside the range are drawn as its bounds, values that are not numbers as gaps.
  public init(width: Int, height: Int, values: [Float], range: ClosedRange<Float>) {
    // The span of two floats can be more than a float holds.
    let low = Double(range.lowerBound)
    let span = Double(range.upperBound) - low
    self.init(
      width: width, height: height,
      levels: values.map { value in
        guard !value.isNaN, span > 0 else { return 128 }
        let clamped = min(max(value, range.lowerBound), range.upperBound)
        return UInt8(((Double(clamped) - low) / span * 255).rounded())
      })
    gaps = values.indices.filter { values[$0].isNaN }
  }
}
