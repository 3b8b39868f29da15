struct PixelSize {
  var width: Int
  var height: Int
}

/// A picture in one theme or in two, row by row as runs of pixels of the same colours.
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

  let size: PixelSize
  /// All colours, in the order in which they appear.
  private(set) var colors: [Colors] = []
  private(set) var rows: [[Run]] = []

  init(size: PixelSize) {
    self.size = size
  }

  /// Reads two pictures, which may be the same one.
  ///
  /// - Parameters:
  ///   - first, last: rows of four bytes a pixel, as `0x__RRGGBB`.
  ///   - stride: from one row to the next, in bytes.
  init(size: PixelSize, first: UnsafeRawPointer, last: UnsafeRawPointer, stride: Int) {
    self.size = size
    var numbers: [UInt64: Int32] = [:]
    rows.reserveCapacity(size.height)
    for row in 0..<size.height {
      let (first, last) = (first + row * stride, last + row * stride)
      var runs: [Run] = []
      var column = 0
      while column < size.width {
        let color = Colors(
          first: first.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF,
          last: last.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF)
        column = Self.endOfRun(from: column, to: size.width, first, last)
        let number = numbers[color.key] ?? Int32(colors.count)
        if number == colors.count {
          numbers[color.key] = number
          colors.append(color)
        }
        runs.append(Run(color: number, end: Int32(column)))
      }
      rows.append(runs)
    }
  }

  /// The first column whose pixels differ from those at `start`.
  private static func endOfRun(
    from start: Int, to width: Int, _ first: UnsafeRawPointer, _ last: UnsafeRawPointer
  ) -> Int {
    func pixels<Pixels>(_ row: UnsafeRawPointer, _ column: Int, as type: Pixels.Type) -> Pixels {
      row.loadUnaligned(fromByteOffset: 4 * column, as: type)
    }
    let (one, other) = (pixels(first, start, as: UInt32.self), pixels(last, start, as: UInt32.self))
    var column = start + 1
    while column + 8 <= width,
      pixels(first, column, as: SIMD8<UInt32>.self) == SIMD8(repeating: one),
      pixels(last, column, as: SIMD8<UInt32>.self) == SIMD8(repeating: other)
    {
      column += 8
    }
    while column < width, pixels(first, column, as: UInt32.self) == one,
      pixels(last, column, as: UInt32.self) == other
    {
      column += 1
    }
    return column
  }

  /// One number for each pixel.
  ///
  /// - Parameter numbers: one for each colour.
  func samples<Number: ExpressibleByIntegerLiteral>(_ numbers: [Number]) -> [Number] {
    var samples = [Number](repeating: 0, count: size.width * size.height)
    for (row, runs) in rows.enumerated() {
      var pixel = row * size.width
      for run in runs {
        let end = row * size.width + Int(run.end)
        let number = numbers[Int(run.color)]
        while pixel < end {
          samples[pixel] = number
          pixel += 1
        }
      }
    }
    return samples
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
