// LeNet-5's subsampling, eight maps at a time: memory, patches and taps are those of
// Convolution.swift.

public typealias SubsamplingOperands = (
  input: Region, patches: Patches, mapVectors: Int32, coefficients: Region, bias: Region,
  output: Region
)

/// The sum of each patch, times the map's coefficient, plus the map's bias.
///
/// `y[p, c] = k[c] * (sum over t of x[starts[p] + taps[t] + c]) + b[c]`
///
/// - Shapes: `coefficients` and `bias` `[8 * mapVectors]`, `output` `[patches, 8 * mapVectors]`.
/// - Source: LeCun et al. (1998), section II.B, layer S2.
@inline(never)
func subsampling(_ operands: SubsamplingOperands, _ memory: Memory) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  let (coefficients, bias) = (memory[operands.coefficients], memory[operands.bias])
  var output = memory[operands.output]
  let stride = lanes &* Int(operands.mapVectors)
  var patch = 0
  while patch < patches.count {
    let start = input + Int(patches.starts[patch])
    var map = 0
    while map < stride {
      var y = vector(bias, at: map)
      addProduct(sum(start + map, patches), vector(coefficients, at: map), to: &y)
      store(y, output, at: map)
      map &+= lanes
    }
    output += stride
    patch &+= 1
  }
}

public typealias SubsamplingInputGradientOperands = (
  outputGradient: Region, patches: Patches, mapVectors: Int32, coefficients: Region,
  inputGradient: Region
)

/// Adds what the gradient at the output says about the input.
///
/// `dx[starts[p] + taps[t] + c] += k[c] dy[p, c]`. With squared coefficients and second
/// derivatives in place of gradients it carries second derivatives back.
@inline(never)
func subsamplingInputGradient(_ operands: SubsamplingInputGradientOperands, _ memory: Memory) {
  let patches = memory.patches(operands.patches)
  let (inputGradient, coefficients) = (
    memory[operands.inputGradient], memory[operands.coefficients]
  )
  var dy = memory[operands.outputGradient]
  let stride = lanes &* Int(operands.mapVectors)
  var patch = 0
  while patch < patches.count {
    let start = inputGradient + Int(patches.starts[patch])
    var map = 0
    while map < stride {
      let gradient = vector(dy, at: map) * vector(coefficients, at: map)
      var tap = 0
      while tap < patches.tapCount {
        addVector(gradient, to: start + (Int(patches.taps[tap]) &+ map))
        tap &+= 1
      }
      map &+= lanes
    }
    dy += stride
    patch &+= 1
  }
}

public typealias SubsamplingParameterGradientOperands = (
  input: Region, outputGradient: Region, patches: Patches, mapVectors: Int32,
  coefficientGradient: Region, biasGradient: Region
)

/// Adds what the gradient at the output says about the coefficients and biases.
///
/// `dk[c] += sum over p of dy[p, c] * (sum of patch p)`, `db[c] += sum over p of dy[p, c]`
///
/// - Parameter areCurvatures: whether they are second derivatives, for which sums are squared.
@inline(never)
func subsamplingParameterGradient(
  _ operands: SubsamplingParameterGradientOperands, _ memory: Memory, areCurvatures: Bool
) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  let (dk, db) = (memory[operands.coefficientGradient], memory[operands.biasGradient])
  let dy = memory[operands.outputGradient]
  let stride = lanes &* Int(operands.mapVectors)
  var map = 0
  while map < stride {
    var (ofCoefficient, ofBias) = (vector(dk, at: map), vector(db, at: map))
    var patch = 0
    while patch < patches.count {
      let gradient = vector(dy, at: patch &* stride &+ map)
      let total = sum(input + Int(patches.starts[patch]) + map, patches)
      addProduct(areCurvatures ? gradient * total : gradient, total, to: &ofCoefficient)
      ofBias += gradient
      patch &+= 1
    }
    store(ofCoefficient, dk, at: map)
    store(ofBias, db, at: map)
    map &+= lanes
  }
}

/// The sum of one patch in eight maps.
@inline(__always)
private func sum(_ start: UnsafePointer<Float>, _ patches: PatchPlaces) -> Vector {
  var sum = Vector()
  var tap = 0
  while tap < patches.tapCount {
    sum += vector(start, at: Int(patches.taps[tap]))
    tap &+= 1
  }
  return sum
}
