// The convolution and its gradients as the textbook writes them: seven nested loops over images stored
// map by map, `[patterns, maps, height, width]`. The fast kernels are checked against these.
//
// A fully connected layer is the same with every input as a map of a single pixel, and 1x1 kernels:
// `y[o] = b[o] + sum over c of w[o, c] x[c]`.

public typealias PlainConvolutionOperands = (
  input: Region, inputMaps: MapShape, patterns: Int32, weights: Region, bias: Region,
  outputMaps: Int32, kernel: Int32, output: Region
)

/// A convolution: each output pixel is a weighted sum of a window of every input map.
///
/// `y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i + u, j + v]`
///
/// - Shapes: `input` `[patterns, maps, height, width]`, `weights` `[outputMaps, maps, kernel, kernel]`,
///   `bias` `[outputMaps]`,
///   `output` `[patterns, outputMaps, height - kernel + 1, width - kernel + 1]`.
/// - Source: LeCun et al. (1998), section II.A.
@inline(never)
func plainConvolution(_ operands: PlainConvolutionOperands, _ memory: Memory) {
  let (input, output) = (memory[operands.input], memory[operands.output])
  let (weights, bias) = (memory[operands.weights], memory[operands.bias])
  let (x, kernel, outputMaps) = (
    Maps(operands.inputMaps), Int(operands.kernel), Int(operands.outputMaps)
  )
  let (rows, columns) = (x.height - kernel + 1, x.width - kernel + 1)
  for pattern in 0..<Int(operands.patterns) {
    for map in 0..<outputMaps {
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = bias[map]
          for inputMap in 0..<x.maps {
            let image = (pattern * x.maps + inputMap) * x.height
            for u in 0..<kernel {
              for v in 0..<kernel {
                let weight = weights[((map * x.maps + inputMap) * kernel + u) * kernel + v]
                sum += weight * input[(image + row + u) * x.width + column + v]
              }
            }
          }
          output[((pattern * outputMaps + map) * rows + row) * columns + column] = sum
        }
      }
    }
  }
}

public typealias PlainConvolutionGradientOperands = (
  input: Region, inputMaps: MapShape, outputGradient: Region, patterns: Int32, weights: Region,
  outputMaps: Int32, kernel: Int32, weightGradient: Region, biasGradient: Region,
  needsInput: Bool, inputGradient: Region
)

/// What the loss's gradient at a convolution's output says about its weights and biases and, if it is
/// wanted, about its input, added to their gradients.
///
/// `dw[o, c, u, v] += sum over n, i, j of dy[n, o, i, j] x[n, c, i + u, j + v]`,
/// `db[o] += sum over n, i, j of dy[n, o, i, j]`,
/// `dx[n, c, i + u, j + v] += sum over o of w[o, c, u, v] dy[n, o, i, j]`
///
/// - Shapes: as ``plainConvolution``; each gradient has the shape of what it belongs to.
@inline(never)
func plainConvolutionGradients(_ operands: PlainConvolutionGradientOperands, _ memory: Memory) {
  let (input, inputGradient) = (memory[operands.input], memory[operands.inputGradient])
  let (weights, weightGradient) = (memory[operands.weights], memory[operands.weightGradient])
  let (outputGradient, biasGradient) = (
    memory[operands.outputGradient], memory[operands.biasGradient]
  )
  let (x, kernel, outputMaps) = (
    Maps(operands.inputMaps), Int(operands.kernel), Int(operands.outputMaps)
  )
  let (rows, columns) = (x.height - kernel + 1, x.width - kernel + 1)
  for pattern in 0..<Int(operands.patterns) {
    for map in 0..<outputMaps {
      for row in 0..<rows {
        for column in 0..<columns {
          let gradient =
            outputGradient[((pattern * outputMaps + map) * rows + row) * columns + column]
          biasGradient[map] += gradient
          for inputMap in 0..<x.maps {
            let image = (pattern * x.maps + inputMap) * x.height
            for u in 0..<kernel {
              for v in 0..<kernel {
                let weight = ((map * x.maps + inputMap) * kernel + u) * kernel + v
                let pixel = (image + row + u) * x.width + column + v
                weightGradient[weight] += gradient * input[pixel]
                if operands.needsInput { inputGradient[pixel] += gradient * weights[weight] }
              }
            }
          }
        }
      }
    }
  }
}
