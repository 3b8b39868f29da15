// Means over squares of pixels, and the noise that is left without them.
extension GrayImage {
  /// The negative: dark becomes light.
  var inverted: GrayImage {
    GrayImage(width: width, height: height, pixels: pixels.map { 255 - $0 })
  }

  /// The picture made smaller, each pixel the mean of `factor` x `factor` pixels.
  ///
  /// Rows and columns that do not fill a square are left out.
  ///
  /// - Precondition: The picture is at least `factor` pixels wide and high.
  func reduced(by factor: Int) -> GrayImage {
    guard factor > 1 else { return self }
    let (newWidth, newHeight) = (width / factor, height / factor)
    let area = factor * factor
    var result = [UInt8](repeating: 0, count: newWidth * newHeight)
    var sums = [Int](repeating: 0, count: newWidth)
    for newRow in 0..<newHeight {
      for column in 0..<newWidth { sums[column] = 0 }
      for row in newRow * factor..<(newRow + 1) * factor {
        var place = row * width
        for column in 0..<newWidth {
          var sum = 0
          for _ in 0..<factor {
            sum += Int(pixels[place])
            place += 1
          }
          sums[column] += sum
        }
      }
      for column in 0..<newWidth {
        result[newRow * newWidth + column] = UInt8((sums[column] + area / 2) / area)
      }
    }
    return GrayImage(width: newWidth, height: newHeight, pixels: result)
  }

  /// Each pixel becomes the mean of the square that reaches `radius` pixels to each side, as far as
  /// it lies in the picture.
  ///
  /// - Complexity: O(pixels), by sums that move along.
  func blurred(radius: Int) -> GrayImage {
    guard radius > 0 else { return self }
    var result = [UInt8](repeating: 0, count: pixels.count)
    var columnSums = [Int](repeating: 0, count: width)
    for row in 0..<min(radius, height) {
      for column in 0..<width { columnSums[column] += Int(pixels[row * width + column]) }
    }
    for row in 0..<height {
      if row + radius < height {
        let entering = (row + radius) * width
        for column in 0..<width { columnSums[column] += Int(pixels[entering + column]) }
      }
      if row > radius {
        let leaving = (row - radius - 1) * width
        for column in 0..<width { columnSums[column] -= Int(pixels[leaving + column]) }
      }
      let rows = min(row + radius, height - 1) - max(row - radius, 0) + 1
      var sum = 0
      for column in 0..<min(radius, width) { sum += columnSums[column] }
      for column in 0..<width {
        if column + radius < width { sum += columnSums[column + radius] }
        if column > radius { sum -= columnSums[column - radius - 1] }
        let columns = min(column + radius, width - 1) - max(column - radius, 0) + 1
        let area = rows * columns
        result[row * width + column] = UInt8((sum + area / 2) / area)
      }
    }
    return GrayImage(width: width, height: height, pixels: result)
  }

  /// The standard deviation of the noise, from what a mask that is blind to even slopes finds.
  ///
  ///          1 -2  1
  ///     N = -2  4 -2    sigma = sqrt(π/2) / 6 · mean |picture * N|
  ///          1 -2  1
  ///
  /// - Source: Immerkær, "Fast noise variance estimation" (1996), DOI 10.1006/cviu.1996.0060.
  func noise() -> Double {
    guard width > 2, height > 2 else { return 0 }
    var sum = 0
    for row in 1..<height - 1 {
      for column in 1..<width - 1 {
        let place = row * width + column
        let (above, below) = (place - width, place + width)
        let corners =
          Int(pixels[above - 1]) + Int(pixels[above + 1]) + Int(pixels[below - 1])
          + Int(pixels[below + 1])
        let sides =
          Int(pixels[above]) + Int(pixels[place - 1]) + Int(pixels[place + 1]) + Int(pixels[below])
        sum += abs(corners - 2 * sides + 4 * Int(pixels[place]))
      }
    }
    let mean = Double(sum) / Double((width - 2) * (height - 2))
    return (Double.pi / 2).squareRoot() / 6 * mean
  }
}
