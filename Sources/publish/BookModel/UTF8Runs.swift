/// Bytes cut into runs of valid UTF-8 and single bytes that are not.
struct UTF8Runs: Sequence, IteratorProtocol {
  struct Run {
    let offset: Int
    /// The first byte.
    let byte: UInt8
    /// The text; `nil` for a byte that belongs to none.
    let text: String?
  }

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = Array(bytes)
  }

  mutating func next() -> Run? {
    guard offset < bytes.count else { return nil }
    let start = offset
    while let length = length(ofCharacterAt: offset) { offset += length }
    if offset > start {
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      return Run(offset: start, byte: bytes[start], text: text)
    }
    offset += 1
    return Run(offset: start, byte: bytes[start], text: nil)
  }

  /// How many bytes the character has that starts here, or `nil` if none starts.
  private func length(ofCharacterAt place: Int) -> Int? {
    guard place < bytes.count else { return nil }
    let length =
      switch bytes[place] {
      case 0x00...0x7F: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard length > 0, place + length <= bytes.count else { return nil }
    return String(validating: bytes[place..<place + length], as: UTF8.self) == nil ? nil : length
  }
}
