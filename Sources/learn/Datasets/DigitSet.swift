import CZlib
public import Errors
public import Foundation

/// Grey images of handwritten digits, each with the digit that it shows.
public struct DigitSet: Sendable, Hashable {
  /// The pixels of all images, one image after the other, row by row: 0 is the background, 255 ink.
  public let pixels: [UInt8]
  /// The digit from 0 to 9 that each image shows.
  public let labels: [UInt8]

  /// The number of rows, and of columns, of an image.
  public static let side = 28
  private static let pixelsPerImage = side * side

  public var count: Int { labels.count }

  /// - Precondition: There are 28x28 pixels for each label.
  public init(pixels: [UInt8], labels: [UInt8]) {
    guard pixels.count == labels.count * Self.pixelsPerImage else {
      fatalError(
        "DigitSet: \(labels.count) labels need \(labels.count * Self.pixelsPerImage) pixels, "
          + "got \(pixels.count)")
    }
    self.pixels = pixels
    self.labels = labels
  }

  /// Reads a pair of files in the IDX format.
  ///
  /// - Throws: `InputError` if either file is damaged, if images are not 28x28, if there is not
  ///   one label for each image, or if a label is above 9.
  public init(images: URL, labels: URL) throws(InputError) {
    let images = try IDXFile(images, holding: .images)
    let labels = try IDXFile(labels, holding: .labels)
    guard images.dimensions[1...] == [Self.side, Self.side] else {
      throw InputError(
        place: images.name, expected: "images of \(Self.side)x\(Self.side) pixels",
        found: "\(images.dimensions[1])x\(images.dimensions[2])")
    }
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw InputError(
        place: labels.name,
        expected: "\(images.dimensions[0].counted("label")), as many as images in \(images.name)",
        found: labels.dimensions[0].grouped)
    }
    if let place = labels.bytes.firstIndex(where: { $0 > 9 }) {
      throw InputError(
        place: labels.name, expected: "labels from 0 to 9",
        found: "\(labels.bytes[place]) at index \(place.grouped)")
    }
    self.init(pixels: images.bytes, labels: labels.bytes)
  }

  /// The images and labels at the indices, in their order.
  public subscript(range: Range<Int>) -> DigitSet {
    let area = range.lowerBound * Self.pixelsPerImage..<range.upperBound * Self.pixelsPerImage
    return DigitSet(pixels: Array(pixels[area]), labels: Array(labels[range]))
  }

  /// The image at an index.
  public func image(at index: Int) -> GrayImage {
    let start = index * Self.pixelsPerImage
    return GrayImage(
      width: Self.side, height: Self.side,
      pixels: Array(pixels[start..<start + Self.pixelsPerImage]))
  }

  /// The CRC-32 of the pixels followed by the labels, by which a set is known.
  public var checksum: UInt32 {
    let ofPixels = pixels.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    return labels.withUnsafeBufferPointer { UInt32(crc32_z(ofPixels, $0.baseAddress, $0.count)) }
  }
}
