import CPNG
public import Datasets
public import Errors
import Files
public import Foundation

/// Reads PNG files of every kind as pictures in grey: 0 is black, 255 white.
///
/// Colours become their brightness. Transparent places become white paper, or black paper if what
/// is drawn is light, so that a drawing stands out from it. 16-bit numbers become 8-bit ones.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025; libpng's manual, section
///   "Simplified API".
public struct PNGReader: Sendable {
  /// The greatest width and height of a picture.
  public static let greatestSide = 4_096

  public init() {}

  /// - Throws: `InputError` if the file cannot be opened, or as ``read(_:name:)``.
  public func read(_ url: URL) throws(InputError) -> GrayImage {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw InputError(
        place: url.lastPathComponent, expected: "a file that can be read",
        found: error.localizedDescription)
    }
    return try read(data, name: url.lastPathComponent)
  }

  /// - Parameter name: stands for the file in error texts.
  /// - Throws: `InputError` if the bytes are no PNG file, are cut short or damaged, or hold a picture
  ///   that is too large.
  public func read(_ data: Data, name: String = "picture") throws(InputError) -> GrayImage {
    let bytes = [UInt8](data)
    guard bytes.starts(with: Self.signature) else {
      throw InputError(
        place: name, expected: "a PNG file", found: FileFormat(bytes).description)
    }
    var image = png_image()
    image.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else {
      throw Self.damage(image, bytes, name: name)
    }
    let (width, height) = (Int(image.width), Int(image.height))
    guard max(width, height) <= Self.greatestSide else {
      throw InputError(
        place: name, expected: "a picture of up to \(Self.greatestSide) pixels a side",
        found: "\(width)x\(height)")
    }
    // Few programs that write 16 bits say how; they mean what they mean with 8.
    image.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
    let isDeep = image.format & UInt32(PNG_FORMAT_FLAG_LINEAR) != 0
    let samples =
      isDeep
      ? Self.deepSamples(&image, count: width * height * 2)
      : Self.samples(&image, count: width * height * 2)
    guard let samples else { throw Self.damage(image, bytes, name: name) }
    return GrayImage(width: width, height: height, pixels: Self.onPaper(samples))
  }

  /// Brightness and opacity of each pixel, or `nil` if libpng found damage.
  private static func samples(_ image: inout png_image, count: Int) -> [UInt8]? {
    image.format = UInt32(PNG_FORMAT_FLAG_ALPHA)
    var samples = [UInt8](repeating: 0, count: count)
    return png_image_finish_read(&image, nil, &samples, 0, nil) != 0 ? samples : nil
  }

  /// The same of a file of 16 bits, of which libpng 1.6.39 mixes up the rows if it is interlaced
  /// and is to be made 8 bits. So they are read as 16 bits of light, times opacity.
  private static func deepSamples(_ image: inout png_image, count: Int) -> [UInt8]? {
    image.format = UInt32(PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_LINEAR)
    var light = [UInt16](repeating: 0, count: count)
    guard png_image_finish_read(&image, nil, &light, 0, nil) != 0 else { return nil }
    let bytes = (0...Int(UInt16.max)).map { brightness(ofLight: Double($0) / 65_535) }
    return stride(from: 0, to: count, by: 2).flatMap { pixel -> [UInt8] in
      let opacity = Int(light[pixel + 1])
      let ownLight = opacity == 0 ? 0 : min(Int(light[pixel]) * 65_535 / opacity, 65_535)
      return [bytes[ownLight], UInt8((opacity * 255 + 32_767) / 65_535)]
    }
  }

  /// The byte that means so much light, from 0 to 1, by the power law that libpng takes for sRGB.
  private static func brightness(ofLight light: Double) -> UInt8 {
    UInt8((255 * pow(light, 1 / 2.2)).rounded())
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Lays a drawing on paper that it stands out from.
  ///
  /// - Parameter samples: brightness and opacity of each pixel.
  private static func onPaper(_ samples: [UInt8]) -> [UInt8] {
    let pixels = stride(from: 0, to: samples.count, by: 2)
    var (opacity, brightness) = (0, 0)
    for pixel in pixels {
      opacity += Int(samples[pixel + 1])
      brightness += Int(samples[pixel]) * Int(samples[pixel + 1])
    }
    let paper = brightness > 127 * opacity ? 0 : 255
    return pixels.map { pixel in
      let (value, opacity) = (Int(samples[pixel]), Int(samples[pixel + 1]))
      return UInt8((value * opacity + paper * (255 - opacity) + 127) / 255)
    }
  }

  private static func damage(_ image: png_image, _ bytes: [UInt8], name: String) -> InputError {
    // Every whole file ends in an empty chunk of this name and a checksum.
    let end = bytes.suffix(8).prefix(4)
    let message = withUnsafeBytes(of: image.message) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    return InputError(
      place: name, expected: "a whole PNG file",
      found: end.elementsEqual("IEND".utf8) ? "damage (\(message))" : "a file that is cut short")
  }
}
