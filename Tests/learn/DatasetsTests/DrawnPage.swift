import Datasets

/// A page of the sample's digits, lit and framed as people's pictures are.
struct DrawnPage {
  var width: Int
  var height: Int
  /// The light of each pixel, 0 to 255, before it is rounded.
  var light: [Double]

  /// White paper.
  init(width: Int, height: Int, paper: Double = 245) {
    self.width = width
    self.height = height
    light = [Double](repeating: paper, count: width * height)
  }

  /// Draws a digit of MNIST with a pen, `side` pixels for its field of 28.
  mutating func draw(_ digit: GrayImage, side: Int, top: Int, left: Int, ink: Double = 25) {
    let large = digit.resized(width: side, height: side)
    for row in 0..<side {
      for column in 0..<side where large[row, column] > 0 {
        let place = (top + row) * width + left + column
        // A pen's stroke has a sharper edge than an enlarged digit.
        let share = min(max((Double(large[row, column]) - 64) / 128, 0), 1)
        light[place] += (ink - light[place]) * share
      }
    }
  }

  /// Changes the light of each pixel; places go from 0 to 1.
  mutating func light(_ change: (_ light: Double, _ x: Double, _ y: Double) -> Double) {
    for row in 0..<height {
      for column in 0..<width {
        let place = row * width + column
        light[place] = change(
          light[place], Double(column) / Double(width), Double(row) / Double(height))
      }
    }
  }

  /// Paints a rectangle's outline, or all of it if the line is thick enough.
  mutating func frame(top: Int, left: Int, bottom: Int, right: Int, line: Int, ink: Double = 25) {
    for row in top..<bottom {
      for column in left..<right
      where row < top + line || row >= bottom - line || column < left + line
        || column >= right - line
      {
        light[row * width + column] = ink
      }
    }
  }

  var image: GrayImage {
    GrayImage(
      width: width, height: height, pixels: light.map { UInt8(min(max($0, 0), 255).rounded()) })
  }
}

extension GrayImage {
  /// How alike two pictures are: the cosine of the angle between them, 1 for the same.
  func likeness(to other: GrayImage) -> Double {
    func product(_ first: GrayImage, _ second: GrayImage) -> Double {
      zip(first.pixels, second.pixels).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return product(self, other)
      / (product(self, self) * product(other, other)).squareRoot()
  }
}
