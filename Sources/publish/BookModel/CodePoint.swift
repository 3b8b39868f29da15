extension Unicode.Scalar {
  /// The name by which Unicode lists a character, such as U+2028.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
