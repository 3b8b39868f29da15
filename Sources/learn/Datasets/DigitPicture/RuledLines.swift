/// The lines of ruled or squared paper, which run from side to side.
struct RuledLines {
  let width: Int
  let height: Int

  /// A mask without the lines that run along its rows or columns.
  ///
  /// Where ink crosses a line, it stays.
  func removed(from mask: [Bool]) -> [Bool] {
    let rows = linePixels(
      in: mask, lines: height, length: width, lineStep: width, placeStep: 1)
    let columns = linePixels(
      in: mask, lines: width, length: height, lineStep: 1, placeStep: width)
    guard rows.count + columns.count > 0 else { return mask }
    var result = mask
    for place in rows { result[place] = false }
    for place in columns { result[place] = false }
    return result
  }

  /// The pixels of thin bands of lines that are ink nearly from end to end, without those that
  /// have ink on both sides of the band.
  private func linePixels(
    in mask: [Bool], lines: Int, length: Int, lineStep: Int, placeStep: Int
  ) -> [Int] {
    let thickest = max(2, Int((0.02 * Double(max(width, height))).rounded()))
    let ends = max(1, Int((0.02 * Double(length)).rounded()))
    let isLine = (0..<lines).map { line in
      func ink(_ places: Range<Int>) -> Int {
        places.count { mask[line * lineStep + $0 * placeStep] }
      }
      return ink(0..<ends) > 0 && ink(length - ends..<length) > 0
        && Double(ink(0..<length)) >= 0.9 * Double(length)
    }
    func isInk(_ line: Int, _ place: Int) -> Bool {
      (0..<lines).contains(line) && (0..<length).contains(place)
        && mask[line * lineStep + place * placeStep]
    }
    /// Whether ink two lines deep goes on from a place, or beside it, at one side of the band.
    func goesOn(_ near: Int, _ far: Int, _ place: Int) -> Bool {
      (place - 1...place + 1).contains { isInk(near, $0) && isInk(far, $0) }
    }
    var result: [Int] = []
    var line = 0
    while line < lines {
      guard isLine[line] else {
        line += 1
        continue
      }
      let start = line
      while line < lines, isLine[line] { line += 1 }
      guard line - start <= thickest else { continue }
      for place in 0..<length
      where !(goesOn(start - 1, start - 2, place) && goesOn(line, line + 1, place)) {
        for bandLine in start..<line { result.append(bandLine * lineStep + place * placeStep) }
      }
    }
    return result
  }
}
