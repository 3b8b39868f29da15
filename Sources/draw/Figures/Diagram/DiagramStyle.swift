/// How generously a diagram is set.
struct DiagramStyle: Sendable {
  var labelSize: Points
  /// A share of the full size of glyphs.
  var glyphs: Double
  /// How wide captions may be before they are broken, in label sizes.
  var captionWidth: Double
  /// The least distance of glyphs.
  var glyphGap: Points
  /// The least distance of labels.
  var labelGap: Points
  /// The least distance of columns between which arrows change their lanes.
  var bendGap: Points

  /// From the most generous to the tightest.
  static let all = [
    DiagramStyle(
      labelSize: 13, glyphs: 1, captionWidth: 6.6, glyphGap: 24, labelGap: 9, bendGap: 28),
    DiagramStyle(
      labelSize: 13, glyphs: 0.85, captionWidth: 5.9, glyphGap: 22, labelGap: 8, bendGap: 24),
    DiagramStyle(
      labelSize: 12, glyphs: 0.85, captionWidth: 5.9, glyphGap: 20, labelGap: 7, bendGap: 22),
    DiagramStyle(
      labelSize: 12, glyphs: 0.7, captionWidth: 5.9, glyphGap: 18, labelGap: 6, bendGap: 20),
  ]
}
