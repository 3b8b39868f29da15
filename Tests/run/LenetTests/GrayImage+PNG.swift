import CPNG
import Datasets
import Foundation
import Testing

extension GrayImage {
  /// Writes the picture as a grey PNG file.
  func writePNG(to file: URL) throws {
    var png = png_image()
    png.version = UInt32(PNG_IMAGE_VERSION)
    png.width = UInt32(width)
    png.height = UInt32(height)
    try #require(png_image_write_to_file(&png, file.path, 0, pixels, 0, nil) != 0)
  }
}
