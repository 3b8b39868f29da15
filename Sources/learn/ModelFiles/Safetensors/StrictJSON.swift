/// A value in JSON, read to the letter of the standard.
///
/// Foundation's reader is more generous than that of Python's safetensors: it takes UTF-16, a byte
/// order mark, commas too many, `6.0` for a whole number, and of two equal keys the last one. A
/// header that another program refuses is a header that is wrong.
///
/// - Source: RFC 8259, *The JavaScript Object Notation (JSON) Data Interchange Format*.
enum StrictJSON: Equatable {
  case object([String: StrictJSON])
  case array([StrictJSON])
  case string(String)
  /// A number without fraction and exponent that fits into `Int`.
  case integer(Int)
  case otherNumber
  case boolean(Bool)
  case null

  /// What is no JSON, and where.
  struct SyntaxError: Error, Hashable {
    var found: String
    /// Counted from 0.
    var byte: Int
  }

  /// - Throws: at the first byte that cannot be there.
  init(_ bytes: some Collection<UInt8>) throws(SyntaxError) {
    var reader = StrictJSONReader(Array(bytes))
    self = try reader.readAll()
  }

  var object: [String: StrictJSON]? { if case .object(let fields) = self { fields } else { nil } }
  var array: [StrictJSON]? { if case .array(let values) = self { values } else { nil } }
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }

  /// Whole numbers, if it is a list of nothing else.
  var integers: [Int]? {
    guard let values = array else { return nil }
    let integers = values.compactMap(\.integer)
    return integers.count == values.count ? integers : nil
  }
}

/// Reads JSON from front to back, each function one kind of value.
private struct StrictJSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Deeper nesting would need as much of the program's stack.
  private static let greatestDepth = 127

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func readAll() throws(StrictJSON.SyntaxError) -> StrictJSON {
    let value = try readValue()
    skipSpaces()
    guard position == bytes.count else { throw unexpected() }
    return value
  }

  private mutating func readValue() throws(StrictJSON.SyntaxError) -> StrictJSON {
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"):
      try enter()
      defer { depth -= 1 }
      return .object(try readFields())
    case UInt8(ascii: "["):
      try enter()
      defer { depth -= 1 }
      return .array(try readElements())
    case UInt8(ascii: "\""):
      return .string(try readString())
    case let byte where byte == UInt8(ascii: "-") || isDigit(byte):
      return try readNumber()
    default: break
    }
    for (word, value) in [
      ("true", StrictJSON.boolean(true)), ("false", .boolean(false)), ("null", .null),
    ] where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw unexpected()
  }

  private mutating func enter() throws(StrictJSON.SyntaxError) {
    guard depth < Self.greatestDepth else { throw error("too many brackets in brackets") }
    depth += 1
    position += 1
  }

  private mutating func readFields() throws(StrictJSON.SyntaxError) -> [String: StrictJSON] {
    var fields: [String: StrictJSON] = [:]
    if skip("}") { return fields }
    while true {
      skipSpaces()
      let start = position
      let key = try readString()
      guard fields[key] == nil else {
        throw StrictJSON.SyntaxError(found: "the key \"\(key)\" a second time", byte: start)
      }
      guard skip(":") else { throw unexpected() }
      fields[key] = try readValue()
      if skip("}") { return fields }
      guard skip(",") else { throw unexpected() }
    }
  }

  private mutating func readElements() throws(StrictJSON.SyntaxError) -> [StrictJSON] {
    var elements: [StrictJSON] = []
    if skip("]") { return elements }
    while true {
      elements.append(try readValue())
      if skip("]") { return elements }
      guard skip(",") else { throw unexpected() }
    }
  }

  private mutating func readNumber() throws(StrictJSON.SyntaxError) -> StrictJSON {
    let start = position
    var isWhole = true
    _ = take("-")
    if take("0") {
      if isDigit(next) { throw unexpected() }
    } else {
      try readDigits()
    }
    if take(".") {
      isWhole = false
      try readDigits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try readDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw error("a number out of range") }
    guard isWhole, text != "-0", let number = Int(text) else { return .otherNumber }
    return .integer(number)
  }

  private mutating func readDigits() throws(StrictJSON.SyntaxError) {
    guard isDigit(next) else { throw unexpected() }
    while isDigit(next) { position += 1 }
  }

  private mutating func readString() throws(StrictJSON.SyntaxError) -> String {
    guard take("\"") else { throw unexpected() }
    var utf8: [UInt8] = []
    let start = position
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw unexpected() }
      if take("\\") {
        utf8 += Array(String(try readEscape()).utf8)
      } else {
        utf8.append(byte)
        position += 1
      }
    }
    guard take("\"") else { throw unexpected() }
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw StrictJSON.SyntaxError(found: "text that is not UTF-8", byte: start)
    }
    return text
  }

  /// What stands behind a backslash.
  private mutating func readEscape() throws(StrictJSON.SyntaxError) -> Unicode.Scalar {
    let simple: [Character: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    for (letter, scalar) in simple where take(letter) { return scalar }
    guard take("u") else { throw unexpected() }
    let first = try readHexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Characters beyond 16 bits are written as two halves.
    guard first < 0xDC00, take("\\"), take("u") else { throw error("half a character") }
    let second = try readHexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error("half a character") }
    return scalar
  }

  private mutating func readHexadecimal() throws(StrictJSON.SyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected()
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

// What is next.
extension StrictJSONReader {
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private mutating func skipSpaces() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Takes a character, if it is the next one.
  private mutating func take(_ character: Character) -> Bool {
    guard let byte = next, byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  /// Takes spaces, and a character if it is the next one.
  private mutating func skip(_ character: Character) -> Bool {
    skipSpaces()
    return take(character)
  }

  private func unexpected() -> StrictJSON.SyntaxError {
    guard let byte = next else { return error("the end") }
    return error(
      (0x21..<0x7F).contains(byte)
        ? "'\(Character(Unicode.Scalar(byte)))'"
        : "the byte " + (byte < 16 ? "0" : "") + String(byte, radix: 16))
  }

  private func error(_ found: String) -> StrictJSON.SyntaxError {
    StrictJSON.SyntaxError(found: found, byte: position)
  }
}
