// Grey-scale morphology: what the paper looks like without the ink on it.
extension GrayImage {
  /// The morphological closing: dark places into which no square of side 2 `reach` + 1 fits are
  /// filled with the brightness around them.
  ///
  ///     closing(p) = min over squares that contain p of (max over the square)
  ///
  /// A square may hang out of the picture. There it sees `beyond`, or nothing if that is 0, so that
  /// a shadow or a table at the edge of the picture is filled only where the square would not fit
  /// either if they went on for ever.
  ///
  /// - Complexity: O(pixels), whatever the reach.
  /// - Source: Serra, "Image Analysis and Mathematical Morphology" (1982), chapter XII; van Herk, "A
  ///   fast algorithm for local minimum and maximum filters" (1992),
  ///   DOI 10.1016/0167-8655(92)90069-C.
  func closed(reach: Int, beyond: UInt8) -> GrayImage {
    // A square twice as long as the picture sees no more than one that is longer yet.
    let (across, down) = (min(reach, width), min(reach, height))
    var lines = Lines(length: width, count: height, pixels: pixels)
    lines = lines.extended(by: 2 * across, with: beyond).maxima(over: 2 * across + 1).transposed()
    lines = lines.extended(by: 2 * down, with: beyond).maxima(over: 2 * down + 1)
    // The least value is the greatest of the negative.
    lines = lines.inverted().maxima(over: 2 * down + 1).transposed()
    lines = lines.maxima(over: 2 * across + 1).inverted()
    return GrayImage(width: width, height: height, pixels: lines.pixels)
  }
}

/// Rows of pixels, or columns, each worked on by itself.
private struct Lines {
  var length: Int
  var count: Int
  var pixels: [UInt8]

  func extended(by margin: Int, with value: UInt8) -> Lines {
    let newLength = length + 2 * margin
    var result = [UInt8](repeating: value, count: newLength * count)
    for line in 0..<count {
      let (from, to) = (line * length, line * newLength + margin)
      for place in 0..<length { result[to + place] = pixels[from + place] }
    }
    return Lines(length: newLength, count: count, pixels: result)
  }

  /// The greatest of each `extent` neighbours in a line: lines get `extent` - 1 shorter.
  ///
  /// Lines are cut in blocks of `extent`. Any neighbours are the end of one block and the start of
  /// the next, whose maxima are known from two runs along the line:
  ///
  ///     |  block   |  block   |
  ///          [=====|====]
  ///          <-----|---->
  func maxima(over extent: Int) -> Lines {
    let newLength = length - extent + 1
    var result = [UInt8](repeating: 0, count: newLength * count)
    var toBlockEnd = [UInt8](repeating: 0, count: length)
    for line in 0..<count {
      let start = line * length
      var next: UInt8 = 0
      var untilBlock = (length - 1) % extent
      for place in stride(from: length - 1, through: 0, by: -1) {
        next = max(next, pixels[start + place])
        toBlockEnd[place] = next
        if untilBlock == 0 {
          next = 0
          untilBlock = extent
        }
        untilBlock -= 1
      }
      var fromBlockStart: UInt8 = 0
      var place = 0
      var inBlock = 0
      let target = line * newLength
      while place < length {
        if inBlock == extent {
          fromBlockStart = 0
          inBlock = 0
        }
        fromBlockStart = max(fromBlockStart, pixels[start + place])
        let first = place - extent + 1
        if first >= 0 { result[target + first] = max(toBlockEnd[first], fromBlockStart) }
        place += 1
        inBlock += 1
      }
    }
    return Lines(length: newLength, count: count, pixels: result)
  }

  func transposed() -> Lines {
    var result = [UInt8](repeating: 0, count: pixels.count)
    let tile = 32
    for firstLine in stride(from: 0, to: count, by: tile) {
      for firstPlace in stride(from: 0, to: length, by: tile) {
        for line in firstLine..<min(firstLine + tile, count) {
          for place in firstPlace..<min(firstPlace + tile, length) {
            result[place * count + line] = pixels[line * length + place]
          }
        }
      }
    }
    return Lines(length: count, count: length, pixels: result)
  }

  func inverted() -> Lines {
    Lines(length: length, count: count, pixels: pixels.map { 255 - $0 })
  }
}
