// The output layer of LeNet-5: how far the units are from each class's code.

public typealias RadialBasisOperands = (
  isPlain: Bool, input: Region, inputStride: Int32, patterns: Int32, units: Int32, codes: Region,
  classes: Int32, output: Region, outputStride: Int32
)

/// The squared distance of each pattern to each code.
///
/// `y[n, i] = sum over j of (x[n, j] - w[i, j])^2`
///
/// - Shapes: `input` `[patterns, inputStride]`, of which the first `units` columns count,
///   `codes` `[classes, units]`, `output` `[patterns, outputStride]`.
/// - Source: LeCun et al. (1998), section II.B, equation 7.
@inline(never)
func plainRadialBasis(_ operands: RadialBasisOperands, _ memory: Memory) {
  let (units, codes) = (Int(operands.units), memory[operands.codes])
  for pattern in 0..<Int(operands.patterns) {
    let x = memory[operands.input] + pattern * Int(operands.inputStride)
    let y = memory[operands.output] + pattern * Int(operands.outputStride)
    for code in 0..<Int(operands.classes) {
      var sum: Float = 0
      for j in 0..<units {
        let difference = x[j] - codes[code * units + j]
        sum += difference * difference
      }
      y[code] = sum
    }
  }
}

public typealias RadialBasisGradientOperands = (
  isPlain: Bool, input: Region, inputStride: Int32, outputGradient: Region, patterns: Int32,
  units: Int32, codes: Region, classes: Int32, outputStride: Int32, inputGradient: Region
)

/// `dx[n, j] += sum over i of 2 dy[n, i] (x[n, j] - w[i, j])`
///
/// - Shapes: as ``plainRadialBasis``; a gradient has the shape of what it belongs to.
@inline(never)
func plainRadialBasisGradient(_ operands: RadialBasisGradientOperands, _ memory: Memory) {
  let (units, codes) = (Int(operands.units), memory[operands.codes])
  for pattern in 0..<Int(operands.patterns) {
    let start = pattern * Int(operands.inputStride)
    let (x, dx) = (memory[operands.input] + start, memory[operands.inputGradient] + start)
    let dy = memory[operands.outputGradient] + pattern * Int(operands.outputStride)
    for code in 0..<Int(operands.classes) {
      for j in 0..<units { dx[j] += 2 * dy[code] * (x[j] - codes[code * units + j]) }
    }
  }
}

public typealias RadialBasisCurvatureOperands = (
  input: Region, inputStride: Int32, outputGradient: Region, outputCurvature: Region,
  patterns: Int32, units: Int32, codes: Region, classes: Int32, outputStride: Int32,
  inputCurvature: Region
)

/// Carries second derivatives back to the input.
///
/// `d2x[n, j] += sum over i of d2y[n, i] (2 (x[n, j] - w[i, j]))^2 + 2 max(dy[n, i], 0)`. The second
/// term is there because the distance itself is curved; where the loss falls with a distance
/// the term would be negative, and is left out.
///
/// - Shapes: as ``plainRadialBasis``.
@inline(never)
func radialBasisCurvature(_ operands: RadialBasisCurvatureOperands, _ memory: Memory) {
  let (units, codes) = (Int(operands.units), memory[operands.codes])
  for pattern in 0..<Int(operands.patterns) {
    let start = pattern * Int(operands.inputStride)
    let (x, d2x) = (memory[operands.input] + start, memory[operands.inputCurvature] + start)
    let place = pattern * Int(operands.outputStride)
    let (dy, d2y) = (
      memory[operands.outputGradient] + place, memory[operands.outputCurvature] + place
    )
    for code in 0..<Int(operands.classes) {
      let ownCurve = dy[code] > 0 ? 2 * dy[code] : 0
      for j in 0..<units {
        let difference = 2 * (x[j] - codes[code * units + j])
        d2x[j] += d2y[code] * difference * difference + ownCurve
      }
    }
  }
}

/// ``plainRadialBasis``, eight units at a time.
@inline(never)
func radialBasis(_ operands: RadialBasisOperands, _ memory: Memory) {
  let units = Int(operands.units)
  var pattern = 0
  while pattern < Int(operands.patterns) {
    let x = memory[operands.input] + pattern &* Int(operands.inputStride)
    let y = memory[operands.output] + pattern &* Int(operands.outputStride)
    var code = 0
    while code < Int(operands.classes) {
      let w = memory[operands.codes] + code &* units
      var sums = Vector()
      var j = 0
      while j &+ lanes <= units {
        let difference = vector(x, at: j) - vector(w, at: j)
        addProduct(difference, difference, to: &sums)
        j &+= lanes
      }
      var sum = sums.sum()
      while j < units {
        sum += (x[j] - w[j]) * (x[j] - w[j])
        j &+= 1
      }
      y[code] = sum
      code &+= 1
    }
    pattern &+= 1
  }
}

/// ``plainRadialBasisGradient``, eight units at a time; classes without a gradient are skipped.
@inline(never)
func radialBasisGradient(_ operands: RadialBasisGradientOperands, _ memory: Memory) {
  let units = Int(operands.units)
  var pattern = 0
  while pattern < Int(operands.patterns) {
    let start = pattern &* Int(operands.inputStride)
    let (x, dx) = (memory[operands.input] + start, memory[operands.inputGradient] + start)
    let dy = memory[operands.outputGradient] + pattern &* Int(operands.outputStride)
    var code = 0
    while code < Int(operands.classes) {
      let (gradient, w) = (2 * dy[code], memory[operands.codes] + code &* units)
      var j = gradient == 0 ? units : 0
      while j &+ lanes <= units {
        addVector(gradient * (vector(x, at: j) - vector(w, at: j)), to: dx + j)
        j &+= lanes
      }
      while j < units {
        dx[j] += gradient * (x[j] - w[j])
        j &+= 1
      }
      code &+= 1
    }
    pattern &+= 1
  }
}
