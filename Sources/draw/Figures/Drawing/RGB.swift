/// A colour of the sRGB space, eight bits a channel.
public struct RGB: Sendable, Hashable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// - Parameter hex: `0xRRGGBB`.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(hex >> 16 & 0xFF), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF))
  }

  /// The colour on the straight line from this one (share 0) to another (share 1); this one for a
  /// share that is not a number.
  public func mixed(with other: RGB, share: Double) -> RGB {
    let share = share.isNaN ? 0 : min(max(share, 0), 1)
    func channel(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8((Double(from) + (Double(to) - Double(from)) * share).rounded())
    }
    return RGB(
      red: channel(red, other.red), green: channel(green, other.green),
      blue: channel(blue, other.blue))
  }

  /// How bright the colour is, from 0 (black) to 1 (white).
  ///
  /// - Source: Web Content Accessibility Guidelines 2.2, "relative luminance".
  public var relativeLuminance: Double {
    let linear = linearChannels
    return 0.2126 * linear.red + 0.7152 * linear.green + 0.0722 * linear.blue
  }

  /// The channels in proportion to the light they emit, from 0 to 1.
  public var linearChannels: (red: Double, green: Double, blue: Double) {
    func linear(_ channel: UInt8) -> Double {
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4)
    }
    return (linear(red), linear(green), linear(blue))
  }

  /// The contrast of two colours, from 1 to 21: `(L1 + 0.05) / (L2 + 0.05)` with `L1 >= L2`.
  ///
  /// - Source: Web Content Accessibility Guidelines 2.2, "contrast ratio".
  public func contrast(with other: RGB) -> Double {
    let luminances = (relativeLuminance, other.relativeLuminance)
    return (max(luminances.0, luminances.1) + 0.05) / (min(luminances.0, luminances.1) + 0.05)
  }
}

extension RGB: CustomStringConvertible {
  /// `#rrggbb`, as on web pages.
  public var description: String {
    let digits = Array("0123456789abcdef")
    return [red, green, blue].reduce(into: "#") { text, channel in
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
  }
}
