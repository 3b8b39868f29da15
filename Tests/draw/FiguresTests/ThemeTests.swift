import Figures
import Testing

@Suite("Themes")
struct ThemeTests {
  static let themes = [Theme.light, Theme.dark]

  @Test(
    "Contrast as WCAG computes it",
    arguments: [
      (0x000000, 0xFFFFFF, 21.0), (0x777777, 0xFFFFFF, 4.478), (0x0072B2, 0xFFFFFF, 5.187),
    ]
      as [(UInt32, UInt32, Double)])
  func contrastRatio(first: UInt32, second: UInt32, expected: Double) {
    #expect(abs(RGB(first).contrast(with: RGB(second)) - expected) < 0.005)
    #expect(RGB(first).contrast(with: RGB(second)) == RGB(second).contrast(with: RGB(first)))
  }

  @Test("Text passes level AA on the page and on panels", arguments: themes)
  func textContrast(theme: Theme) {
    for text in [Color.ink, .muted] {
      for background in [Color.paper, .panel] {
        #expect(theme.resolve(text).contrast(with: theme.resolve(background)) >= 4.5)
      }
    }
  }

  @Test("Accents stand out from the page", arguments: themes)
  func accentContrast(theme: Theme) {
    for number in 1...8 {
      #expect(theme.resolve(.accent(number)).contrast(with: theme.paper) >= 3)
    }
  }

  @Test("Text upon a scale is legible at each level", arguments: themes)
  func textOnScale(theme: Theme) {
    for scale in [ColorScale.gray, .ink, .diverging, .accent(1), .accent(2)] {
      for step in 0...255 {
        let level = Double(step) / 255
        let (text, background) = (Color.text(onLevel: level, scale), Color.level(level, scale))
        #expect(theme.resolve(text).contrast(with: theme.resolve(background)) >= 4.5)
      }
    }
  }

  @Test("Accents differ for each kind of colour vision", arguments: themes, Vision.allCases)
  func accentDistance(theme: Theme, vision: Vision) {
    let seen = (1...8).map { vision.sees(theme.resolve(.accent($0))) }
    for first in seen.indices {
      for second in (first + 1)..<seen.count {
        let least = second < 4 ? 0.15 : 0.09
        #expect(
          seen[first].distance(to: seen[second]) >= least, "accents \(first + 1), \(second + 1)")
      }
    }
  }

  @Test(
    "The ends of the diverging scale differ for each vision", arguments: themes, Vision.allCases)
  func divergingEnds(theme: Theme, vision: Vision) {
    for distance in [0.25, 0.5] {
      let low = vision.sees(theme.resolve(.level(0.5 - distance, .diverging)))
      let high = vision.sees(theme.resolve(.level(0.5 + distance, .diverging)))
      #expect(low.distance(to: high) >= 0.15)
    }
  }

  @Test("The diverging scale changes evenly away from zero", arguments: themes)
  func divergingIsMonotonic(theme: Theme) {
    let zero = theme.resolve(.level(0.5, .diverging))
    for side in [-1.0, 1] {
      let contrasts = (0...20).map { step in
        theme.resolve(.level(0.5 + side * Double(step) / 40, .diverging)).contrast(with: zero)
      }
      for (near, far) in zip(contrasts, contrasts.dropFirst()) { #expect(near < far) }
    }
  }

  @Test("Accents begin again after the eighth")
  func accentsWrap() {
    #expect(Theme.light.resolve(.accent(9)) == Theme.light.resolve(.accent(1)))
    #expect(Theme.light.resolve(.accent(0)) == Theme.light.resolve(.accent(8)))
  }
}
