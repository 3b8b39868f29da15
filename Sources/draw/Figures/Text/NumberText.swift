/// Numbers as readers and tests read them, the same on every machine.
public enum NumberText {
  /// With a fixed number of decimals and a true minus sign: `−1,234.50`.
  ///
  /// - Parameter decimals: 0 to 15.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let text = plain(value, decimals: decimals)
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    let whole = separated(String(parts[0]))
    return (isNegative ? "\u{2212}" : "") + whole + (parts.count > 1 ? ".\(parts[1])" : "")
  }

  /// A whole number with separators: `122,304`.
  public static func grouped(_ value: Int) -> String {
    (value < 0 ? "\u{2212}" : "") + separated(String(value.magnitude))
  }

  /// With as many decimals as give the wanted number of digits: `0.0312`, `2.30`, `1,250`.
  public static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    let exponent = exponentOfTen(value)
    if exponent < -4 || exponent > 8 {
      let mantissa = value / powerOfTen(exponent)
      return fixed(mantissa, decimals: digits - 1) + "\u{D7}10" + superscript(exponent)
    }
    let text = fixed(value, decimals: min(max(digits - 1 - exponent, 0), 15))
    return value == value.rounded() ? fixed(value, decimals: 0) : text
  }

  /// At most so many digits, without zeros at the end: `0.5`, `12.25`.
  public static func compact(_ value: Double, digits: Int = 3) -> String {
    var text = significant(value, digits: digits)
    guard text.contains("."), !text.contains("\u{D7}") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Numbers of one column, with as many decimals as give the greatest its digits.
  ///
  /// Numbers of very different sizes keep digits of their own.
  public static func column(_ values: [Double], digits: Int = 4) -> [String] {
    let sizes = values.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let least = sizes.min(), let greatest = sizes.max(), greatest < least * 100,
      (-4...8).contains(exponentOfTen(greatest))
    else { return values.map { significant($0, digits: digits) } }
    let areWhole = sizes.allSatisfy { $0 == $0.rounded() }
    let decimals = areWhole ? 0 : min(max(digits - 1 - exponentOfTen(greatest), 0), 15)
    return values.map { fixed($0, decimals: decimals) }
  }

  /// At most two decimals, no trailing zeros, an ASCII minus: the form in a drawing's text.
  package static func short(_ value: Double) -> String {
    var text = Substring(plain(value, decimals: 2))
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : String(text)
  }

  /// Digits raised above the line: `⁻³`.
  package static func superscript(_ value: Int) -> String {
    let raised = Array("\u{2070}\u{B9}\u{B2}\u{B3}\u{2074}\u{2075}\u{2076}\u{2077}\u{2078}\u{2079}")
    return (value < 0 ? "\u{207B}" : "")
      + String(String(value.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] })
  }

  /// The exponent of the number's first digit: 0 for 1 to 9.99, -2 for 0.05.
  static func exponentOfTen(_ value: Double) -> Int {
    var exponent = Int(decimalLogarithm(abs(value)).rounded(.down))
    // The logarithm of a power of ten may fall a bit short of the whole number.
    if abs(value) >= powerOfTen(exponent + 1) { exponent += 1 }
    if abs(value) < powerOfTen(exponent) { exponent -= 1 }
    return exponent
  }

  static func powerOfTen(_ exponent: Int) -> Double { power(10, Double(exponent)) }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "not a number" : value < 0 ? "\u{2212}\u{221E}" : "\u{221E}"
  }

  /// Digits with an ASCII minus and point; never `-0`.
  private static func plain(_ value: Double, decimals: Int) -> String {
    let scaled = (value * powerOfTen(decimals)).rounded()
    guard abs(scaled) < 9e18 else { return "\(value)" }
    let digits = String(Int(scaled).magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A comma before each group of three digits, from the right.
  private static func separated(_ digits: String) -> String {
    guard digits.allSatisfy(\.isNumber) else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
