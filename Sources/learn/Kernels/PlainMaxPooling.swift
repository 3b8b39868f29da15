// Max-pooling as the textbook writes it, for images stored map by map.

public typealias PlainMaxPoolingOperands = (
  input: Region, inputMaps: MapShape, patterns: Int32, window: Int32, output: Region,
  winners: Region
)

/// The largest number of each window, and which one it was.
///
/// `y[n, c, i, j] = max over u, v of x[n, c, s i + u, s j + v]`, s the side of the window; of equal
/// numbers the first wins. Rows and columns that fill no window are left out.
///
/// - Shapes: `input` `[patterns, maps, height, width]`, `output` and `winners`
///   `[patterns, maps, height / s, width / s]`; a winner is `s * u + v`.
@inline(never)
func plainMaxPooling(_ operands: PlainMaxPoolingOperands, _ memory: Memory) {
  let (input, output) = (memory[operands.input], memory[operands.output])
  let (winners, window) = (memory.places(operands.winners), Int(operands.window))
  let x = Maps(operands.inputMaps)
  let (rows, columns) = (x.height / window, x.width / window)
  for image in 0..<Int(operands.patterns) * x.maps {
    for row in 0..<rows {
      for column in 0..<columns {
        let corner = (image * x.height + row * window) * x.width + column * window
        var best = input[corner]
        var winner = 0
        for u in 0..<window {
          for v in 0..<window where input[corner + u * x.width + v] > best {
            best = input[corner + u * x.width + v]
            winner = u * window + v
          }
        }
        let y = (image * rows + row) * columns + column
        output[y] = best
        winners[y] = Int32(winner)
      }
    }
  }
}

public typealias PlainMaxPoolingGradientOperands = (
  outputGradient: Region, winners: Region, inputMaps: MapShape, patterns: Int32, window: Int32,
  inputGradient: Region
)

/// Adds each output's gradient to the input that won.
///
/// - Shapes: as ``plainMaxPooling``.
@inline(never)
func plainMaxPoolingGradient(_ operands: PlainMaxPoolingGradientOperands, _ memory: Memory) {
  let (dy, dx) = (memory[operands.outputGradient], memory[operands.inputGradient])
  let (winners, window) = (memory.places(operands.winners), Int(operands.window))
  let x = Maps(operands.inputMaps)
  let (rows, columns) = (x.height / window, x.width / window)
  for image in 0..<Int(operands.patterns) * x.maps {
    for row in 0..<rows {
      for column in 0..<columns {
        let y = (image * rows + row) * columns + column
        let (u, v) = (Int(winners[y]) / window, Int(winners[y]) % window)
        dx[(image * x.height + row * window + u) * x.width + column * window + v] += dy[y]
      }
    }
  }
}
