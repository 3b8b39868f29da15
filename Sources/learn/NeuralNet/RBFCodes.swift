public import Errors

/// The fixed code of each class that an ``RBFOutput`` measures distances to, +1 or -1 a unit.
///
/// ```swift
/// RBFOutput("output", codes: .digits)
/// ```
public struct RBFCodes: Sendable, Hashable, Codable {
  /// How many numbers a code has.
  public let units: Int
  /// The codes one after the other: `[classes, units]`, row-major.
  public let scalars: [Float]

  public var classes: Int { units == 0 ? 0 : scalars.count / units }

  /// - Shapes: `codes` `[classes, units]`.
  /// - Throws: if the tensor has another number of dimensions, or is empty.
  public init(_ codes: Tensor) throws(InputError) {
    guard codes.shape.count == 2, codes.count > 0 else {
      throw InputError(
        place: "RBF codes", expected: "a shape [classes, units]", found: "\(codes.shape)")
    }
    units = codes.shape[1]
    scalars = codes.scalars
  }

  /// One bitmap for each class: ink is +1, paper is -1, row after row from the top.
  ///
  /// - Precondition: there is a glyph for each character.
  public init(drawing characters: some Sequence<Character>) {
    units = Glyph.width * Glyph.height
    scalars = characters.flatMap { character in
      guard let glyph = Glyph(character) else {
        fatalError("RBFCodes: expected a printable ASCII character, found '\(character)'")
      }
      return glyph.rows.joined().map { $0 == Glyph.ink ? Float(1) : -1 }
    }
  }

  /// The bitmaps of the ten digits, 7 wide and 12 high, as 84 units.
  ///
  /// - Source: LeCun et al. (1998), Fig. 3.
  public static let digits = RBFCodes(drawing: "0123456789")

  /// The code of one class.
  public subscript(class index: Int) -> ArraySlice<Float> {
    scalars[index * units..<(index + 1) * units]
  }

  /// In how many units the codes of two classes differ.
  public func distance(_ first: Int, _ second: Int) -> Int {
    zip(self[class: first], self[class: second]).count { $0 != $1 }
  }
}
