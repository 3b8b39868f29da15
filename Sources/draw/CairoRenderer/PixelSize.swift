import Errors
import Figures

/// How many pixels a picture has in each direction.
struct PixelSize {
  var width: Int
  var height: Int

  var count: Int { width * height }
}

extension PixelSize {
  /// - Parameter scale: pixels for each point.
  /// - Throws: `InputError` if there would be no pixels, or too many.
  init(of drawing: Drawing, scale: Int, maximumPixels: Int) throws(InputError) {
    let (width, height) = (drawing.size.width, drawing.size.height)
    func refused(_ expected: String, _ found: String) -> InputError {
      InputError(place: "figure \"\(drawing.title)\"", expected: expected, found: found)
    }
    guard (1...8).contains(scale) else { throw refused("a scale from 1 to 8", "\(scale)") }
    // Cairo's coordinates end at 32,767 pixels.
    let side = 1...32_767
    guard width.isFinite, height.isFinite, abs(width) < 1e6, abs(height) < 1e6 else {
      throw refused("a finite size below 32,768 pixels a side", "\(width) x \(height) points")
    }
    self.init(
      width: Int(width.rounded(.up)) * scale, height: Int(height.rounded(.up)) * scale)
    guard side.contains(self.width), side.contains(self.height) else {
      throw refused("1 to 32,767 pixels a side", "\(self.width) x \(self.height) pixels")
    }
    guard count <= maximumPixels else {
      throw refused(
        "at most \(NumberText.grouped(maximumPixels)) pixels",
        "\(self.width) x \(self.height) = \(NumberText.grouped(count)) pixels")
    }
  }
}
