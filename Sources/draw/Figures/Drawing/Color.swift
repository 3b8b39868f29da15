/// A colour by what it is for; the theme of the page decides what it looks like.
public enum Color: Sendable, Hashable {
  /// The page.
  case paper
  /// A surface that stands out a little from the page.
  case panel
  /// Grid lines, frames of images.
  case grid
  /// Text and lines of second rank.
  case muted
  /// Text and lines of first rank.
  case ink
  /// One of the colours that tell series apart, from 1 to 8; further numbers begin again.
  case accent(Int)
  /// The given share of a colour over the page, from 0 to 1.
  indirect case tint(Color, Double)
  /// A number from 0 to 1 on a scale of colours.
  case level(Double, ColorScale)
  /// Text that is legible upon a level of a scale.
  case text(onLevel: Double, ColorScale)
  /// The same in every theme.
  case fixed(RGB)
}

/// A range of colours that shows numbers, from level 0 to level 1.
public enum ColorScale: Sendable, Hashable {
  /// Black to white, in every theme.
  case gray
  /// From the page to the ink, as writing on paper.
  case ink
  /// From one colour over a neutral middle, which stands for zero, to its opposite.
  case diverging
  /// From the page to an accent.
  case accent(Int)
}

extension Color: CustomStringConvertible {
  public var description: String {
    switch self {
    case .paper: "paper"
    case .panel: "panel"
    case .grid: "grid"
    case .muted: "muted"
    case .ink: "ink"
    case .accent(let number): "accent\(number)"
    case .tint(let color, let share): "tint(\(color) \(NumberText.short(share)))"
    case .level(let level, let scale): "\(scale)(\(NumberText.short(level)))"
    case .text(let level, let scale): "text-on-\(scale)(\(NumberText.short(level)))"
    case .fixed(let rgb): rgb.description
    }
  }
}

extension ColorScale: CustomStringConvertible {
  public var description: String {
    switch self {
    case .gray: "gray"
    case .ink: "ink-scale"
    case .diverging: "diverging"
    case .accent(let number): "accent\(number)-scale"
    }
  }
}
