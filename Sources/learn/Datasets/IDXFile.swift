public import Errors
import Files
public import Foundation

/// One file in the IDX format, in which MNIST is published: a header that gives the size of each
/// dimension, then as many bytes.
///
/// The header's numbers are big-endian, four bytes each: a magic number that tells what the file
/// holds, then the dimensions. The file may be packed by gzip or not.
///
/// - Source: "The MNIST database", LeCun, Cortes and Burges, section "File formats".
public struct IDXFile: Sendable, Hashable {
  /// What a file can hold, by its magic number.
  public enum Content: UInt32, Sendable, Hashable {
    case labels = 2049
    case images = 2051

    /// The number of dimensions: the last byte of the magic number.
    var dimensionCount: Int { Int(rawValue & 0xff) }
    var noun: String { self == .images ? "image" : "label" }
  }

  /// The file's name, for errors.
  public let name: String
  /// `[images, rows, columns]`, or `[labels]`.
  public let dimensions: [Int]
  /// The values in row-major order.
  public let bytes: [UInt8]

  /// More than the largest set of handwritten digits in this format, and few enough to hold.
  public static let greatestCount = 1_000_000
  /// The greatest number of rows or columns of an image.
  public static let greatestSide = 1_024
  /// The greatest number of values: few bytes packed by gzip can become very many.
  public static let greatestSize = 1 << 30

  /// Reads and checks a file.
  ///
  /// - Throws: `InputError` if the file is damaged, cut short or too long, or holds other things
  ///   than `content`.
  /// - Complexity: Time and memory are linear in the bytes that are in the file, whatever numbers
  ///   its header has.
  public init(_ url: URL, holding content: Content) throws(InputError) {
    let file = try GzipFile.open(url)
    name = file.name
    dimensions = try Self.readHeader(of: file, holding: content)
    let size = dimensions.reduce(1, *)
    guard size <= Self.greatestSize else {
      throw InputError(
        place: name, expected: "at most \(Self.greatestSize.grouped) bytes", found: size.grouped)
    }
    // One byte more than there should be tells a file that is too long.
    bytes = try file.read(upTo: size + 1)
    guard bytes.count == size else {
      throw InputError(
        place: name, expected: "\(size.counted("byte")) for \(dimensions[0].counted(content.noun))",
        found: bytes.count > size ? "more" : bytes.count.grouped)
    }
  }

  private static func readHeader(of file: borrowing GzipFile, holding content: Content)
    throws(InputError) -> [Int]
  {
    let name = file.name
    let size = 4 * (1 + content.dimensionCount)
    let header = try file.read(upTo: size)
    let numbers = stride(from: 0, to: header.count & ~3, by: 4).map { start in
      header[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    if let magic = numbers.first, magic != content.rawValue {
      let format = FileFormat(header + (try file.read(upTo: 1_024)))
      let other = Content(rawValue: magic).map { "\(magic) (\($0))" }
      throw InputError(
        place: name, expected: "the magic number \(content.rawValue) (\(content))",
        found: other ?? (format.isKnown ? format.description : "\(magic)"))
    }
    guard header.count == size else {
      throw InputError(
        place: name, expected: "\(size == 8 ? "an" : "a") \(size)-byte header",
        found: header.count.counted("byte"))
    }
    let dimensions = numbers.dropFirst().map { Int($0) }
    guard (1...greatestCount).contains(dimensions[0]) else {
      throw InputError(
        place: name, expected: "from 1 to \(greatestCount.grouped) \(content.noun)s",
        found: dimensions[0].grouped)
    }
    guard dimensions.dropFirst().allSatisfy({ (1...greatestSide).contains($0) }) else {
      throw InputError(
        place: name, expected: "images of up to \(greatestSide.grouped) pixels a side",
        found: "\(dimensions[1].grouped)x\(dimensions[2].grouped)")
    }
    return dimensions
  }
}
