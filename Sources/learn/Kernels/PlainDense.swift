// The fully connected layer as the textbook writes it. There is no fast version of its own: a
// dense layer is a convolution whose kernel is as large as its input, so it runs on the
// convolution's kernels.

/// A fully connected layer: each output is a weighted sum of all inputs.
///
/// `y[n, o] = b[o] + sum over i of w[o, i] x[n, i]`
///
/// - Shapes: `input` `[patterns, inputs]`, `weights` `[outputs, inputs]`, `bias` `[outputs]`,
///   `output` `[patterns, outputs]`.
@inline(never)
public func plainDense(
  _ input: UnsafePointer<Float>, patterns: Int, inputs: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>, outputs: Int, output: UnsafeMutablePointer<Float>
) {
  for pattern in 0..<patterns {
    for unit in 0..<outputs {
      var sum = bias[unit]
      for i in 0..<inputs {
        sum += weights[unit * inputs + i] * input[pattern * inputs + i]
      }
      output[pattern * outputs + unit] = sum
    }
  }
}

/// The gradients of ``plainDense``, added to the three arrays that receive them.
///
/// `dx[n, i] += sum over o of w[o, i] dy[n, o]`, `dw[o, i] += sum over n of dy[n, o] x[n, i]`,
/// `db[o] += sum over n of dy[n, o]`
///
/// - Shapes: each gradient has the shape of what it belongs to.
@inline(never)
public func plainDenseGradients(
  _ input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, patterns: Int, inputs: Int,
  weights: UnsafePointer<Float>, outputs: Int, inputGradient: UnsafeMutablePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>
) {
  for pattern in 0..<patterns {
    for unit in 0..<outputs {
      let gradient = outputGradient[pattern * outputs + unit]
      biasGradient[unit] += gradient
      for i in 0..<inputs {
        inputGradient[pattern * inputs + i] += gradient * weights[unit * inputs + i]
        weightGradient[unit * inputs + i] += gradient * input[pattern * inputs + i]
      }
    }
  }
}
