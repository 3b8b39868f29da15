// Max-pooling as the textbook writes it, for images stored map by map.

/// The largest number of each window, and which one it was.
///
/// `y[n, c, i, j] = max over u, v of x[n, c, window i + u, window j + v]`; of equal numbers the
/// first wins. Rows and columns that fill no window are left out.
///
/// - Shapes: `input` `[images, height, width]` (an image is one map of one pattern), `output` and
///   `winners` `[images, height / window, width / window]`; a winner is `window * u + v`.
@inline(never)
func plainMaxPooling(
  _ input: UnsafePointer<Float>, images: Int, height: Int, width: Int, window: Int,
  output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<Int32>
) {
  let outputHeight = height / window
  let outputWidth = width / window
  for image in 0..<images {
    for row in 0..<outputHeight {
      for column in 0..<outputWidth {
        let corner = (image * height + row * window) * width + column * window
        var best = input[corner]
        var winner = 0
        for u in 0..<window {
          for v in 0..<window where input[corner + u * width + v] > best {
            best = input[corner + u * width + v]
            winner = u * window + v
          }
        }
        let y = (image * outputHeight + row) * outputWidth + column
        output[y] = best
        winners[y] = Int32(winner)
      }
    }
  }
}

/// Adds each output's gradient to the input that won.
///
/// - Shapes: as ``plainMaxPooling``.
@inline(never)
func plainMaxPoolingGradient(
  _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<Int32>, images: Int, height: Int,
  width: Int, window: Int, inputGradient: UnsafeMutablePointer<Float>
) {
  let outputHeight = height / window
  let outputWidth = width / window
  for image in 0..<images {
    for row in 0..<outputHeight {
      for column in 0..<outputWidth {
        let y = (image * outputHeight + row) * outputWidth + column
        let (u, v) = (Int(winners[y]) / window, Int(winners[y]) % window)
        let x = (image * height + row * window + u) * width + column * window + v
        inputGradient[x] += outputGradient[y]
      }
    }
  }
}
