/// The colours of one kind of page.
///
/// Text in ``Color/ink`` and ``Color/muted`` has a contrast of at least 4.5 to the page and to
/// panels (WCAG 2.2, level AA); accents have at least 3. The accents keep a distance from each
/// other for readers with any of the three kinds of colour blindness; the first four, most.
public struct Theme: Sendable, Hashable {
  public var name: String
  public var paper: RGB
  public var panel: RGB
  public var grid: RGB
  public var muted: RGB
  public var ink: RGB
  /// The colours of series, in the order of use.
  public var accents: [RGB]
  /// The diverging scale at levels spread evenly from 0 to 1; the middle one stands for zero.
  ///
  /// What is negative is darker than what is as far above zero, so that print in grey keeps signs.
  public var diverging: [RGB]

  /// For white pages, and for print.
  public static let light = Theme(
    name: "light", paper: RGB(0xFFFFFF), panel: RGB(0xF4F5F7), grid: RGB(0xDDE0E4),
    muted: RGB(0x59616B), ink: RGB(0x1B1F24),
    accents: [
      RGB(0x004EBA), RGB(0xD57100), RGB(0x00A59D), RGB(0x9F2E57),
      RGB(0x5574D1), RGB(0x8C6100), RGB(0x6B3081), RGB(0x726394),
    ],
    diverging: [
      RGB(0x08306B), RGB(0x4580C4), RGB(0xF5F5F3), RGB(0xF7BD82), RGB(0xD8701A),
    ])

  /// For dark pages.
  public static let dark = Theme(
    name: "dark", paper: RGB(0x14171B), panel: RGB(0x1E2329), grid: RGB(0x363D46),
    muted: RGB(0xA3ACB7), ink: RGB(0xE8EBEF),
    accents: [
      RGB(0x56A9F9), RGB(0xE6A400), RGB(0x2BF5BC), RGB(0xC45988),
      RGB(0x4F8AC2), RGB(0xF0E442), RGB(0xA459FF), RGB(0xB7B1C2),
    ],
    diverging: [
      RGB(0x72ABEA), RGB(0x2E62A3), RGB(0x24292F), RGB(0xC08038), RGB(0xFFDCB0),
    ])

  /// What a colour looks like on this page.
  public func resolve(_ color: Color) -> RGB {
    switch color {
    case .paper: paper
    case .panel: panel
    case .grid: grid
    case .muted: muted
    case .ink: ink
    case .accent(let number): accent(number)
    case .tint(let color, let share): paper.mixed(with: resolve(color), share: share)
    case .level(let level, let scale): resolve(level: level, on: scale)
    case .text(let level, let scale): mostLegible(upon: resolve(level: level, on: scale))
    case .fixed(let rgb): rgb
    }
  }

  private func accent(_ number: Int) -> RGB {
    let index = (number - 1) % accents.count
    return accents[index < 0 ? index + accents.count : index]
  }

  private func resolve(level: Double, on scale: ColorScale) -> RGB {
    switch scale {
    case .gray: RGB(0x000000).mixed(with: RGB(0xFFFFFF), share: level)
    case .ink: paper.mixed(with: ink, share: level)
    case .accent(let number): paper.mixed(with: accent(number), share: level)
    case .diverging: interpolate(diverging, at: level)
    }
  }

  private func interpolate(_ stops: [RGB], at level: Double) -> RGB {
    let position = (level.isNaN ? 0.5 : min(max(level, 0), 1)) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], share: position - Double(index))
  }

  private func mostLegible(upon background: RGB) -> RGB {
    let (black, white) = (RGB(0x000000), RGB(0xFFFFFF))
    return black.contrast(with: background) > white.contrast(with: background) ? black : white
  }
}
