import CPNGFile

/// How the rows below a still picture become the frames of an animation.
struct FilmTiming {
  /// Of the still picture and of each frame, in pixels.
  var height: Int
  /// How often the frames are shown; 0 for without end.
  var plays: Int
  /// How long each frame is seen.
  var milliseconds: [Int]

  /// A frame: the part of the picture that differs from the frame before.
  struct Frame {
    var area: (x: Int, y: Int, width: Int, height: Int)
    var milliseconds: Int
    var samples: [UInt8]
  }

  /// - Parameters:
  ///   - samples: of the still picture and the frames, one below the other.
  ///   - rowBytes: of one row.
  ///   - pixelBytes: of one pixel.
  func frames(of samples: [UInt8], rowBytes: Int, pixelBytes: Int) -> [Frame] {
    let bytes = height * rowBytes
    return milliseconds.indices.map { index in
      let start = (index + 1) * bytes
      var area = (x: 0, y: 0, width: rowBytes / pixelBytes, height: height)
      if index > 0 {
        // Nothing stands behind the first frame, not even the still picture.
        area = Self.changedArea(
          samples[(start - bytes)..<start], samples[start..<(start + bytes)],
          rowBytes: rowBytes, pixelBytes: pixelBytes)
      }
      let part = (area.y..<(area.y + area.height)).flatMap { row in
        let left = start + row * rowBytes + area.x * pixelBytes
        return samples[left..<(left + area.width * pixelBytes)]
      }
      return Frame(area: area, milliseconds: milliseconds[index], samples: part)
    }
  }

  /// The least upright rectangle around all pixels that differ; a single pixel if none does, since
  /// a frame has at least one.
  private static func changedArea(
    _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, rowBytes: Int, pixelBytes: Int
  ) -> (x: Int, y: Int, width: Int, height: Int) {
    var (left, right, top, bottom) = (rowBytes, -1, -1, -1)
    for row in 0..<(after.count / rowBytes) {
      let old = before[(before.startIndex + row * rowBytes)...].prefix(rowBytes)
      let new = after[(after.startIndex + row * rowBytes)...].prefix(rowBytes)
      if old == new { continue }
      if top < 0 { top = row }
      bottom = row
      let first = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? 0
      let last =
        zip(old.reversed(), new.reversed()).enumerated()
        .first { $0.element.0 != $0.element.1 }?.offset ?? 0
      left = min(left, first)
      right = max(right, rowBytes - 1 - last)
    }
    guard right >= 0 else { return (0, 0, 1, 1) }
    let (x, end) = (left / pixelBytes, right / pixelBytes)
    return (x, top, end - x + 1, bottom - top + 1)
  }
}
