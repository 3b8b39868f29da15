public import Datasets

/// How a camera was held: what must be done to its picture so that it stands upright.
///
/// - Source: Exif 2.32 (CIPA DC-008), tag 0x0112.
public enum Orientation: Int, Sendable, Hashable, CaseIterable {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  /// Rows and columns change places.
  case transposed
  /// The top of the picture is at its left.
  case lyingLeft
  case lyingMirrored
  /// The top of the picture is at its right.
  case lyingRight

  /// The orientation that a PNG file's chunk eXIf tells, or ``upright`` if it tells none.
  ///
  /// A chunk that is damaged is no reason to refuse a picture.
  init(pngFile bytes: [UInt8]) {
    self = Self.exif(in: bytes[...]).flatMap { Self.tag(in: $0) } ?? .upright
  }

  /// The content of the first chunk eXIf.
  private static func exif(in file: ArraySlice<UInt8>) -> [UInt8]? {
    let reader = ByteReader(bytes: Array(file), isBigEndian: true)
    // Chunks follow the signature: length, name, content, checksum.
    var place = 8
    while let length = reader.number(at: place, bytes: 4),
      let name = reader.bytes(at: place + 4, count: 4),
      let content = reader.bytes(
        at: place + 8, count: length)
    {
      if name.elementsEqual("eXIf".utf8) { return Array(content) }
      place += 12 + length
    }
    return nil
  }

  /// The tag in the first directory of an Exif block, which is a TIFF file.
  private static func tag(in exif: [UInt8]) -> Orientation? {
    let isBigEndian: Bool
    switch exif.prefix(4) {
    case [0x4D, 0x4D, 0, 42]: isBigEndian = true
    case [0x49, 0x49, 42, 0]: isBigEndian = false
    default: return nil
    }
    let reader = ByteReader(bytes: exif, isBigEndian: isBigEndian)
    guard let directory = reader.number(at: 4, bytes: 4),
      let count = reader.number(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<count {
      // An entry: tag, type, count of values, and the values if they fit into four bytes.
      let place = directory + 2 + 12 * entry
      guard let tag = reader.number(at: place, bytes: 2),
        let type = reader.number(at: place + 2, bytes: 2),
        let value = reader.number(at: place + 8, bytes: 2)
      else { return nil }
      if tag == 0x0112 { return type == 3 ? Orientation(rawValue: value) : nil }
    }
    return nil
  }
}

/// Numbers from places that may not be there.
private struct ByteReader {
  var bytes: [UInt8]
  var isBigEndian: Bool

  func bytes(at place: Int, count: Int) -> ArraySlice<UInt8>? {
    guard place >= 0, count >= 0, place <= bytes.count, count <= bytes.count - place else {
      return nil
    }
    return bytes[place..<place + count]
  }

  func number(at place: Int, bytes count: Int) -> Int? {
    guard let found = bytes(at: place, count: count) else { return nil }
    return (isBigEndian ? Array(found) : found.reversed()).reduce(0) { $0 << 8 | Int($1) }
  }
}

extension Picture {
  /// The picture made upright.
  public func turned(by orientation: Orientation) -> Picture {
    if orientation == .upright { return self }
    let isLying = orientation.rawValue >= Orientation.transposed.rawValue
    let (newWidth, newHeight) = isLying ? (height, width) : (width, height)
    var brightness = [UInt8](repeating: 0, count: self.brightness.count)
    var opacity = brightness
    for row in 0..<newHeight {
      for column in 0..<newWidth {
        let (fromRight, fromBottom) = (newWidth - 1 - column, newHeight - 1 - row)
        let (oldRow, oldColumn) =
          switch orientation {
          case .upright: (row, column)
          case .mirrored: (row, fromRight)
          case .upsideDown: (fromBottom, fromRight)
          case .upsideDownMirrored: (fromBottom, column)
          case .transposed: (column, row)
          case .lyingLeft: (fromRight, row)
          case .lyingMirrored: (fromRight, fromBottom)
          case .lyingRight: (column, fromBottom)
          }
        brightness[row * newWidth + column] = self.brightness[oldRow * width + oldColumn]
        opacity[row * newWidth + column] = self.opacity[oldRow * width + oldColumn]
      }
    }
    return Picture(width: newWidth, height: newHeight, brightness: brightness, opacity: opacity)
  }
}
