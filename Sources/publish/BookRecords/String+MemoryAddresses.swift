extension String {
  /// The text without places in memory, which differ from run to run.
  ///
  /// A pointer is shown as `0x…`, and a type that was declared inside of braces, which Swift prints as
  /// `Chapter.(unknown context at $7f3c19ffc990).Full`, as `Chapter.Full`.
  public var withoutMemoryAddresses: String {
    guard utf8.contains(UInt8(ascii: "x")) || utf8.contains(UInt8(ascii: "$")) else { return self }
    var text = Substring(self)
    var result = ""
    while let start = text.firstIndex(where: { $0 == "0" || $0 == "(" }) {
      result += text[..<start]
      text = text[start...]
      if let end = text.endOfContext {
        text = text[end...]
      } else if let end = text.endOfAddress, !(result.last?.isHexDigit ?? false) {
        result += "0x…"
        text = text[end...]
      } else {
        result.append(text.removeFirst())
      }
    }
    return result + text
  }
}

extension Substring {
  #if arch(arm64)
    private static let pointerBeginnings = ["aaaa", "ffff"]
  #else
    private static let pointerBeginnings = ["55", "56", "7e", "7f"]
  #endif

  fileprivate var endOfContext: Index? {
    let mark = "(unknown context at $"
    guard hasPrefix(mark) else { return nil }
    let rest = dropFirst(mark.count).drop(while: \.isHexDigit)
    return rest.hasPrefix(").") ? rest.dropFirst(2).startIndex : nil
  }

  /// Swift prints pointers with 16 digits, C with as many as they need, which are 12 on 64-bit
  /// systems. What is as short as a number is one.
  fileprivate var endOfAddress: Index? {
    guard hasPrefix("0x") else { return nil }
    let digits = dropFirst(2).prefix { $0.isHexDigit && !$0.isUppercase }
    let isPointer =
      switch digits.utf8.count {
      case 16: digits.hasPrefix("0000") && !digits.hasPrefix("00000000")
      case 12: Self.pointerBeginnings.contains { digits.hasPrefix($0) }
      default: false
      }
    guard isPointer else { return nil }
    return digits.endIndex < endIndex && self[digits.endIndex].isHexDigit ? nil : digits.endIndex
  }
}
