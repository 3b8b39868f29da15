import Figures

/// Shapes in the notation of the LeNet papers.
enum ShapeText {
  /// `6@28×28` for maps, `84` for units; maps of one unit are units.
  static func maps(_ shape: [Int]) -> String {
    if shape.count == 3, shape[1] * shape[2] > 1 {
      return "\(shape[0])@\(shape[1])\u{D7}\(shape[2])"
    }
    return NumberText.grouped(shape.reduce(1, *))
  }

  /// The text with a multiplication sign for each `x` between digits: `5×5`.
  static func crossed(_ text: String) -> String {
    let signs = Array(text)
    return String(
      signs.indices.map { index in
        let isCross =
          signs[index] == "x" && index > 0 && index + 1 < signs.count
          && signs[index - 1].isNumber && signs[index + 1].isNumber
        return isCross ? "\u{D7}" : signs[index]
      })
  }
}
