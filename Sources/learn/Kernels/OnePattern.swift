// A fully connected layer for one pattern: the forward pass, and a step that moves the weights.
//
// Weights lie in rows, one for each output, as in ConvolutionGradients.swift. One copy of them
// serves both directions, so that a step need not rearrange anything.

public typealias DenseOperands = (
  input: Region, weights: Region, rowLength: Int32, bias: Region, outputs: Int32, output: Region
)

/// A fully connected layer for one pattern: `y[o] = b[o] + sum over i of w[o, i] x[i]`.
///
/// Four rows are taken at a time, since one sum alone would wait for each addition to finish.
///
/// - Shapes: `rowLength` is a multiple of 16; behind the last input weights are zero. `input` `[rowLength]`, `weights` `[outputs, rowLength]`, `bias` and `output`
///   `[outputs]`.
@inline(never)
func dense(_ operands: DenseOperands, _ memory: Memory) {
  let (input, weights) = (memory[operands.input], memory[operands.weights])
  let (bias, output) = (memory[operands.bias], memory[operands.output])
  let (rowLength, outputs) = (Int(operands.rowLength), Int(operands.outputs))
  var row = 0
  while row < outputs {
    // Rows after the last one are the last one again.
    let last = outputs &- 1 &- row
    let a = weights + row &* rowLength
    let b = a + min(1, last) &* rowLength
    let c = a + min(2, last) &* rowLength
    let d = a + min(3, last) &* rowLength
    var (sumA, sumB, sumC, sumD) = (Panel(), Panel(), Panel(), Panel())
    var i = 0
    while i < rowLength {
      let x = panel(input, at: i)
      addProduct(x, panel(a, at: i), to: &sumA)
      addProduct(x, panel(b, at: i), to: &sumB)
      addProduct(x, panel(c, at: i), to: &sumC)
      addProduct(x, panel(d, at: i), to: &sumD)
      i &+= panelLanes
    }
    output[row &+ min(3, last)] = bias[row &+ min(3, last)] + total(sumD)
    output[row &+ min(2, last)] = bias[row &+ min(2, last)] + total(sumC)
    output[row &+ min(1, last)] = bias[row &+ min(1, last)] + total(sumB)
    output[row] = bias[row] + total(sumA)
    row &+= 4
  }
}

/// The sum of all lanes, half of them at once; `sum()` adds one after the other.
@inline(__always)
private func total(_ x: Panel) -> Float {
  let eight = x.lowHalf + x.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

public typealias DenseStepOperands = (
  input: Region, outputGradient: Region, outputs: Int32, rates: Region, scale: Region,
  weights: Region, rowLength: Int32, inputGradient: Region
)

/// One step of a fully connected layer for one pattern, whose weights are read once to carry the
/// gradient to the input and to be moved:
/// `dx[i] += sum over o of dy[o] w[o, i]`, then `w[o, i] -= scale r[o, i] dy[o] x[i]`.
///
/// The gradient of the weights, an outer product, is never stored.
///
/// - Shapes: as in ``dense``, `rates` as `weights`, `inputGradient` `[rowLength]`.
@inline(never)
func denseStep(_ operands: DenseStepOperands, _ memory: Memory) {
  let (x, dx) = (memory[operands.input], memory[operands.inputGradient])
  let (dy, outputs) = (memory[operands.outputGradient], Int(operands.outputs))
  let (w, rates) = (memory[operands.weights], memory[operands.rates])
  let (rowLength, scale) = (Int(operands.rowLength), memory[operands.scale].pointee)
  var i = 0
  while i < rowLength {
    if i &+ 5 &* wideLanes <= rowLength {
      descendFive(x + i, dy, outputs, rates + i, scale, w + i, rowLength, dx + i)
      i &+= 5 &* wideLanes
    } else {
      descendOne(x + i, dy, outputs, rates + i, scale, w + i, rowLength, dx + i)
      i &+= wideLanes
    }
  }
}

/// Takes the step for five registers of inputs and all outputs.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func descendFive(
  _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ outputs: Int,
  _ rates: UnsafePointer<Float>, _ scale: Float, _ weights: UnsafeMutablePointer<Float>,
  _ rowLength: Int, _ inputGradient: UnsafeMutablePointer<Float>
) {
  let (x0, x1, x2) = (
    wide(input, at: 0), wide(input, at: wideLanes), wide(input, at: 2 &* wideLanes)
  )
  let (x3, x4) = (wide(input, at: 3 &* wideLanes), wide(input, at: 4 &* wideLanes))
  var (sum0, sum1, sum2, sum3, sum4) = (Wide(), Wide(), Wide(), Wide(), Wide())
  var (w, rate) = (weights, rates)
  var output = 0
  while output < outputs {
    let gradient = Wide(repeating: outputGradient[output])
    let factor = -scale * gradient
    step(w, rate, 0, gradient, factor, x0, &sum0)
    step(w, rate, wideLanes, gradient, factor, x1, &sum1)
    step(w, rate, 2 &* wideLanes, gradient, factor, x2, &sum2)
    step(w, rate, 3 &* wideLanes, gradient, factor, x3, &sum3)
    step(w, rate, 4 &* wideLanes, gradient, factor, x4, &sum4)
    w += rowLength
    rate += rowLength
    output &+= 1
  }
  addWide(sum0, to: inputGradient)
  addWide(sum1, to: inputGradient + wideLanes)
  addWide(sum2, to: inputGradient + 2 &* wideLanes)
  addWide(sum3, to: inputGradient + 3 &* wideLanes)
  addWide(sum4, to: inputGradient + 4 &* wideLanes)
}

/// Takes the step for one register of inputs and all outputs.
@inline(never)
private func descendOne(
  _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ outputs: Int,
  _ rates: UnsafePointer<Float>, _ scale: Float, _ weights: UnsafeMutablePointer<Float>,
  _ rowLength: Int, _ inputGradient: UnsafeMutablePointer<Float>
) {
  let x = wide(input, at: 0)
  var sum = Wide()
  var (w, rate) = (weights, rates)
  var output = 0
  while output < outputs {
    let gradient = Wide(repeating: outputGradient[output])
    step(w, rate, 0, gradient, -scale * gradient, x, &sum)
    w += rowLength
    rate += rowLength
    output &+= 1
  }
  addWide(sum, to: inputGradient)
}

/// Adds `dy w` to the sum for the input, and moves the weights w.
@inline(__always)
private func step(
  _ w: UnsafeMutablePointer<Float>, _ rate: UnsafePointer<Float>, _ place: Int, _ gradient: Wide,
  _ factor: Wide, _ x: Wide, _ sum: inout Wide
) {
  var weights = wide(w, at: place)
  addProduct(gradient, weights, to: &sum)
  addProduct(factor * x, wide(rate, at: place), to: &weights)
  store(weights, w, at: place)
}
