import Foundation
import SiteRenderer
import Testing

@Suite("Colours")
struct PaletteTests {
  /// The contrast of two colours.
  ///
  /// - Source: WCAG 2.2, "contrast ratio" and "relative luminance".
  private func contrast(_ first: String, _ second: String) throws -> Double {
    let (a, b) = (try luminance(first), try luminance(second))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private func luminance(_ color: String) throws -> Double {
    let value = try #require(Int(color.dropFirst(), radix: 16))
    let channels = [value >> 16, value >> 8 & 255, value & 255].map { byte in
      let channel = Double(byte) / 255
      return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  @Test("Every ink is legible on every ground (WCAG AA)", arguments: Palette.inks.map(\.name))
  func legible(name: String) throws {
    let ink = try #require(Palette.inks.first { $0.name == name })
    for ground in Palette.grounds {
      #expect(try contrast(ink.light, ground.light) >= 4.5, "\(name) on light \(ground.name)")
      #expect(try contrast(ink.dark, ground.dark) >= 4.5, "\(name) on dark \(ground.name)")
    }
  }
}
