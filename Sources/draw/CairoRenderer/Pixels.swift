/// A picture in one theme or in two, row by row as runs of pixels of the same colours; or several
/// of the same width, one below the other.
///
/// Most of a figure is paper: it has a fiftieth as many runs as pixels.
struct Pixels {
  /// What a pixel looks like in the first and in the last theme, each as `0xRRGGBB`.
  struct Colors {
    var first: UInt32
    var last: UInt32
    /// Both in one number, which is quickly found and compared.
    var key: UInt64 { UInt64(first) << 32 | UInt64(last) }
  }

  struct Run {
    /// The place in ``Pixels/colors``.
    var color: Int32
    /// The column behind the last pixel; the first one is where the run before ends.
    var end: Int32
  }

  let width: Int
  /// All colours, in the order in which they appear.
  private(set) var colors: [Colors] = []
  private(set) var rows: [[Run]] = []
  private var numbers = ColorNumbers()

  init(width: Int) {
    self.width = width
  }

  /// Reads two pictures, which may be the same one, and puts them below what is there.
  ///
  /// - Parameters:
  ///   - first, last: rows of four bytes a pixel, as `0x__RRGGBB`.
  ///   - stride: from one row to the next, in bytes.
  mutating func append(
    height: Int, first: UnsafeRawPointer, last: UnsafeRawPointer, stride: Int
  ) {
    rows.reserveCapacity(rows.count + height)
    for row in 0..<height {
      let (first, last) = (first + row * stride, last + row * stride)
      var runs: [Run] = []
      var column = 0
      while column < width {
        let color = Colors(
          first: first.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF,
          last: last.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF)
        column = Self.endOfRun(from: column, to: width, first, last)
        let number = numbers.number(of: color.key)
        if number == colors.count { colors.append(color) }
        runs.append(Run(color: number, end: Int32(column)))
      }
      rows.append(runs)
    }
  }

  /// Numbers colours in the order in which they are asked for.
  ///
  /// Neighbouring runs have few colours between them, so most questions are answered without the
  /// dictionary, by the place that a colour shares with some others.
  private struct ColorNumbers {
    private var numbers: [UInt64: Int32] = [:]
    private var recent = [(key: UInt64, number: Int32)](repeating: (.max, 0), count: 1_024)

    mutating func number(of key: UInt64) -> Int32 {
      // The product's high bits depend on all bits of the key.
      let place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> 54)
      if recent[place].key == key { return recent[place].number }
      let number = numbers[key] ?? Int32(numbers.count)
      numbers[key] = number
      recent[place] = (key, number)
      return number
    }
  }

  /// The first column whose pixels differ from those at `start`.
  private static func endOfRun(
    from start: Int, to width: Int, _ first: UnsafeRawPointer, _ last: UnsafeRawPointer
  ) -> Int {
    func pixel(_ row: UnsafeRawPointer, _ column: Int) -> UInt32 {
      row.loadUnaligned(fromByteOffset: 4 * column, as: UInt32.self)
    }
    func eight(_ row: UnsafeRawPointer, _ column: Int) -> SIMD8<UInt32> {
      row.loadUnaligned(fromByteOffset: 4 * column, as: SIMD8<UInt32>.self)
    }
    let (one, other) = (pixel(first, start), pixel(last, start))
    let (ones, others) = (SIMD8(repeating: one), SIMD8(repeating: other))
    var column = start + 1
    while column + 8 <= width {
      let differences = (eight(first, column) ^ ones) | (eight(last, column) ^ others)
      guard differences == SIMD8() else { break }
      column += 8
    }
    while column < width, pixel(first, column) == one, pixel(last, column) == other {
      column += 1
    }
    return column
  }

  /// One number for each pixel.
  ///
  /// - Parameter numbers: one for each colour.
  func samples<Number>(_ numbers: [Number]) -> [Number] {
    [Number](unsafeUninitializedCapacity: width * rows.count) { samples, count in
      for (row, runs) in rows.enumerated() {
        for run in runs {
          let end = row * width + Int(run.end)
          samples[count..<end].initialize(repeating: numbers[Int(run.color)])
          count = end
        }
      }
    }
  }

  /// For each colour, how many pixels have it.
  var counts: [Int] {
    var counts = [Int](repeating: 0, count: colors.count)
    for runs in rows {
      var start = 0
      for run in runs {
        counts[Int(run.color)] += Int(run.end) - start
        start = Int(run.end)
      }
    }
    return counts
  }

  /// For each colour, whether it fills a square of two pixels by two.
  var isFlat: [Bool] {
    var isFlat = [Bool](repeating: false, count: colors.count)
    for (above, below) in zip(rows, rows.dropFirst()) {
      var (upper, lower) = (0, 0)
      var start = 0
      while upper < above.count, lower < below.count {
        let end = min(above[upper].end, below[lower].end)
        if above[upper].color == below[lower].color, Int(end) - start >= 2 {
          isFlat[Int(above[upper].color)] = true
        }
        start = Int(end)
        if above[upper].end == end { upper += 1 }
        if below[lower].end == end { lower += 1 }
      }
    }
    return isFlat
  }
}
