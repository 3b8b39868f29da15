import CZlib
import Foundation

/// A PNG file that a test makes, of any kind that the format knows.
struct TestPNG {
  enum ColorType: UInt8 {
    case gray = 0
    case rgb = 2
    case palette = 3
    case grayAlpha = 4
    case rgbAlpha = 6

    var channels: Int {
      switch self {
      case .gray, .palette: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgbAlpha: 4
      }
    }
  }

  var width: Int
  var height: Int
  var bitDepth = 8
  var colorType = ColorType.gray
  var isInterlaced = false
  /// Three bytes a colour.
  var palette: [UInt8] = []
  /// The opacity of the palette's colours.
  var opacities: [UInt8] = []
  /// The content of the chunk eXIf.
  var exif: [UInt8] = []
  /// All channels of all pixels, row by row, each from 0 to 2^bitDepth - 1.
  var samples: [Int]

  func encoded() -> Data {
    var file = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    file += Self.chunk("IHDR", header)
    if !palette.isEmpty { file += Self.chunk("PLTE", palette) }
    if !opacities.isEmpty { file += Self.chunk("tRNS", opacities) }
    if !exif.isEmpty { file += Self.chunk("eXIf", exif) }
    file += Self.chunk("IDAT", Self.compressed(rows))
    file += Self.chunk("IEND", [])
    return file
  }

  private var header: [UInt8] {
    Self.bigEndian(width) + Self.bigEndian(height)
      + [UInt8(bitDepth), colorType.rawValue, 0, 0, isInterlaced ? 1 : 0]
  }

  /// Every row of every pass, each after the byte of its filter: none.
  private var rows: [UInt8] {
    // First column, first row, step to the right, step down: Adam7's passes.
    let passes =
      isInterlaced
      ? [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ] : [(0, 0, 1, 1)]
    return passes.flatMap { (left, top, right, down) -> [UInt8] in
      guard left < width else { return [] }
      return stride(from: top, to: height, by: down).flatMap { row in
        [0] + packed(row: row, columns: stride(from: left, to: width, by: right))
      }
    }
  }

  private func packed(row: Int, columns: StrideTo<Int>) -> [UInt8] {
    let channels = colorType.channels
    let values = columns.flatMap { column in
      samples[(row * width + column) * channels..<(row * width + column + 1) * channels]
    }
    if bitDepth == 16 { return values.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    let perByte = 8 / bitDepth
    return stride(from: 0, to: values.count, by: perByte).map { start in
      values[start..<min(start + perByte, values.count)].enumerated().reduce(UInt8(0)) {
        $0 | UInt8($1.element) << (8 - bitDepth * ($1.offset + 1))
      }
    }
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    compress(&result, &length, bytes, UInt(bytes.count))
    return Array(result.prefix(Int(length)))
  }

  private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let checked = Array(type.utf8) + content
    return bigEndian(content.count) + checked
      + bigEndian(Int(crc32_z(0, checked, checked.count)))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }
}
