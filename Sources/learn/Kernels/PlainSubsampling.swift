// LeNet-5's subsampling as the textbook writes it, for images stored map by map.

public typealias PlainSubsamplingOperands = (
  input: Region, inputMaps: MapShape, patterns: Int32, window: Int32, coefficients: Region,
  bias: Region, output: Region
)

/// The sum of each window, times the map's coefficient, plus the map's bias.
///
/// `y[n, c, i, j] = k[c] * (sum over u, v of x[n, c, s i + u, s j + v]) + b[c]`, s the side of the
/// window. Rows and columns that fill no window are left out.
///
/// - Shapes: `input` `[patterns, maps, height, width]`, `coefficients` and `bias` `[maps]`,
///   `output` `[patterns, maps, height / s, width / s]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
@inline(never)
func plainSubsampling(_ operands: PlainSubsamplingOperands, _ memory: Memory) {
  let (input, output) = (memory[operands.input], memory[operands.output])
  let (coefficients, bias) = (memory[operands.coefficients], memory[operands.bias])
  let (x, window) = (Maps(operands.inputMaps), Int(operands.window))
  let (rows, columns) = (x.height / window, x.width / window)
  for image in 0..<Int(operands.patterns) * x.maps {
    for row in 0..<rows {
      for column in 0..<columns {
        let corner = (image * x.height + row * window) * x.width + column * window
        var sum: Float = 0
        for u in 0..<window {
          for v in 0..<window { sum += input[corner + u * x.width + v] }
        }
        output[(image * rows + row) * columns + column] =
          coefficients[image % x.maps] * sum + bias[image % x.maps]
      }
    }
  }
}

public typealias PlainSubsamplingGradientOperands = (
  input: Region, outputGradient: Region, inputMaps: MapShape, patterns: Int32, window: Int32,
  coefficients: Region, inputGradient: Region, coefficientGradient: Region, biasGradient: Region
)

/// The gradients of ``plainSubsampling``, added to the three arrays that receive them.
///
/// `dx[n, c, s i + u, s j + v] += k[c] dy[n, c, i, j]`,
/// `dk[c] += sum over n, i, j of dy[n, c, i, j] * (sum of the window)`,
/// `db[c] += sum over n, i, j of dy[n, c, i, j]`
///
/// - Parameter areCurvatures: whether they are second derivatives, for which coefficients and sums are
///   squared.
/// - Shapes: each gradient has the shape of what it belongs to.
@inline(never)
func plainSubsamplingGradients(
  _ operands: PlainSubsamplingGradientOperands, _ memory: Memory, areCurvatures: Bool
) {
  let (input, dx) = (memory[operands.input], memory[operands.inputGradient])
  let (coefficients, dk) = (memory[operands.coefficients], memory[operands.coefficientGradient])
  let (dy, db) = (memory[operands.outputGradient], memory[operands.biasGradient])
  let (x, window) = (Maps(operands.inputMaps), Int(operands.window))
  let (rows, columns) = (x.height / window, x.width / window)
  for image in 0..<Int(operands.patterns) * x.maps {
    let map = image % x.maps
    let k = areCurvatures ? coefficients[map] * coefficients[map] : coefficients[map]
    for row in 0..<rows {
      for column in 0..<columns {
        let corner = (image * x.height + row * window) * x.width + column * window
        let gradient = dy[(image * rows + row) * columns + column]
        var sum: Float = 0
        for u in 0..<window {
          for v in 0..<window {
            dx[corner + u * x.width + v] += k * gradient
            sum += input[corner + u * x.width + v]
          }
        }
        dk[map] += gradient * (areCurvatures ? sum * sum : sum)
        db[map] += gradient
      }
    }
  }
}
