import CPNGFile
import Errors

/// Writes pictures as PNG files, by libpng.
///
/// A picture with a palette is compressed once: the files of both themes differ in what comes
/// before the pixels, the palette, alone.
struct PNGFile {
  /// What stands for a pixel in a file.
  private enum Samples {
    /// Places in a palette, a byte each.
    case indices(palette: [UInt32])
    /// A byte from black to white.
    case grays
    /// Red, green and blue.
    case colors
  }

  private let pixels: Pixels
  private let timing: FilmTiming?
  private let figure: String
  private let texts: [PNGText]
  /// `nil` if no palette does the picture justice, which then takes three bytes a pixel.
  private let indexed: IndexedPixels?
  /// The pixels to the file's end, as libpng wrote them; empty without a palette.
  private var compressed: ArraySlice<UInt8> = []

  /// - Parameter timing: for an animation, whose frames stand below its still picture.
  init(
    _ pixels: Pixels, timing: FilmTiming? = nil, texts: [PNGRenderer.EmbeddedText], figure: String
  ) throws(InputError) {
    (self.pixels, self.timing, self.figure) = (pixels, timing, figure)
    indexed = pixels.isGray ? nil : IndexedPixels(pixels)
    var checked: [PNGText] = []
    for text in texts {
      checked.append(try PNGText(keyword: text.keyword, text: text.text, figure: figure))
    }
    self.texts = checked
    if let indexed {
      let file = try write(
        pixels.samples(indexed.indices), as: .indices(palette: indexed.palette.map(\.first)))
      compressed = file.bytes[file.headCount...]
    }
  }

  /// The bytes of the file.
  ///
  /// - Parameter theme: the first or the last of those that the picture was drawn in.
  func bytes(_ theme: KeyPath<Pixels.Colors, UInt32>) throws(InputError) -> [UInt8] {
    if let indexed {
      let palette = indexed.palette.map { $0[keyPath: theme] }
      return try write(nil, as: .indices(palette: palette)).bytes + compressed
    }
    let colors = pixels.colors.map { $0[keyPath: theme] }
    if pixels.isGray {
      return try write(pixels.samples(colors.map { UInt8($0 & 0xFF) }), as: .grays).bytes
    }
    return try write(pixels.samples(colors).flatMap(Self.channels), as: .colors).bytes
  }

  /// - Parameter samples: `nil` for a file that ends where they would begin.
  private func write(_ samples: [UInt8]?, as form: Samples)
    throws(InputError) -> (bytes: [UInt8], headCount: Int)
  {
    var layout = png_file_layout()
    layout.width = UInt32(pixels.width)
    layout.height = UInt32(timing?.height ?? pixels.rows.count)
    layout.text_count = Int32(texts.count)
    layout.frame_count = Int32(timing?.milliseconds.count ?? 0)
    layout.play_count = UInt32(timing?.plays ?? 0)
    var palette: [UInt8] = []
    var pixelBytes = 1
    switch form {
    case .indices(let colors):
      layout.color_count = Int32(colors.count)
      palette = colors.flatMap(Self.channels)
    case .grays: layout.is_gray = 1
    case .colors: pixelBytes = 3
    }
    var frames: [FilmTiming.Frame] = []
    if let samples, let timing {
      frames = timing.frames(
        of: samples, rowBytes: pixels.width * pixelBytes, pixelBytes: pixelBytes)
    }
    let texts = texts.flatMap(\.bytes)
    var file = Self.withPointers(to: frames) { frames in
      png_file_write(layout, samples, palette, texts, frames)
    }
    defer { png_file_free(&file) }
    let message = withUnsafeBytes(of: file.error) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    guard message.isEmpty else {
      throw InputError(
        place: "figure \"\(figure)\"", expected: "a picture that libpng writes", found: message)
    }
    return (Array(UnsafeBufferPointer(start: file.bytes, count: file.count)), file.head_count)
  }

  /// Calls `body` with the frames in C's form; their samples stand in one block of memory.
  private static func withPointers<Result>(
    to frames: [FilmTiming.Frame], _ body: ([png_frame]) -> Result
  ) -> Result {
    frames.flatMap(\.samples).withUnsafeBufferPointer { samples in
      var start = 0
      let pointers = frames.map { frame in
        defer { start += frame.samples.count }
        return png_frame(
          x: UInt32(frame.area.x), y: UInt32(frame.area.y), width: UInt32(frame.area.width),
          height: UInt32(frame.area.height), milliseconds: UInt32(frame.milliseconds),
          samples: samples.baseAddress.map { $0 + start })
      }
      return body(pointers)
    }
  }

  /// Red, green and blue.
  private static func channels(of color: UInt32) -> [UInt8] {
    [UInt8(color >> 16 & 0xFF), UInt8(color >> 8 & 0xFF), UInt8(color & 0xFF)]
  }
}

extension Pixels {
  /// Whether greys alone tell the picture in both themes, in more steps than a small palette has.
  var isGray: Bool {
    colors.count > 16
      && colors.allSatisfy { $0.first == $0.last && $0.first == ($0.first & 0xFF) * 0x01_0101 }
  }
}
