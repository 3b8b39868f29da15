import CPNG
public import Datasets
public import Errors
import Files
public import Foundation

/// Reads PNG files of every kind as pictures in grey: 0 is black, 255 white.
///
/// Colours become their brightness, and 16-bit numbers 8-bit ones. A picture that a camera took
/// lying on its side, and says so, is turned upright.
///
/// - Source: Portable Network Graphics, third edition, W3C 2025, section 11.3.4.5 for orientation;
///   libpng's manual, section "Simplified API".
public struct PNGReader: Sendable {
  /// The greatest width and height of a picture.
  public static let greatestSide = 4_096

  public init() {}

  /// - Throws: `InputError` if the file cannot be opened, or as ``read(_:name:)``.
  public func read(_ url: URL) throws(InputError) -> Picture {
    try read(InputFile(url).contents(), name: url.lastPathComponent)
  }

  /// - Parameter name: stands for the file in error texts.
  /// - Throws: `InputError` if the bytes are no PNG file, are cut short or damaged, or hold a picture
  ///   that is too large.
  public func read(_ data: Data, name: String = "picture") throws(InputError) -> Picture {
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
    return Self.picture(width: width, height: height, samples: samples)
      .turned(by: Orientation(pngFile: bytes))
  }

  /// - Parameter samples: brightness and opacity of each pixel.
  private static func picture(width: Int, height: Int, samples: [UInt8]) -> Picture {
    var brightness = [UInt8](repeating: 0, count: width * height)
    var opacity = brightness
    for place in brightness.indices {
      brightness[place] = samples[2 * place]
      opacity[place] = samples[2 * place + 1]
    }
    return Picture(width: width, height: height, brightness: brightness, opacity: opacity)
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
    var samples = [UInt8](repeating: 0, count: count)
    for place in stride(from: 0, to: count, by: 2) {
      let opacity = Int(light[place + 1])
      let ownLight = opacity == 0 ? 0 : min(Int(light[place]) * 65_535 / opacity, 65_535)
      samples[place] = bytes[ownLight]
      samples[place + 1] = UInt8((opacity * 255 + 32_767) / 65_535)
    }
    return samples
  }

  /// The byte that means so much light, from 0 to 1, by the power law that libpng takes for sRGB.
  private static func brightness(ofLight light: Double) -> UInt8 {
    UInt8((255 * pow(light, 1 / 2.2)).rounded())
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

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
