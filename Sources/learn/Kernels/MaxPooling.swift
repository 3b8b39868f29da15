// Max-pooling, eight maps at a time: memory, patches and taps are those of Convolution.swift.

public typealias MaxPoolingOperands = (
  input: Region, patches: Patches, mapVectors: Int32, output: Region, winners: Region
)

/// The largest number of each patch in each map, and which tap it was.
///
/// `y[p, c] = max over t of x[starts[p] + taps[t] + c]`; of equal numbers the first wins.
///
/// - Shapes: `output` and `winners` `[patches, 8 * mapVectors]`.
/// - Precondition: a patch has at least one tap.
@inline(never)
func maxPooling(_ operands: MaxPoolingOperands, _ memory: Memory) {
  let (input, patches) = (memory[operands.input], memory.patches(operands.patches))
  var (output, winners) = (memory[operands.output], memory.places(operands.winners))
  let stride = lanes &* Int(operands.mapVectors)
  var patch = 0
  while patch < patches.count {
    let start = input + Int(patches.starts[patch])
    var map = 0
    while map < stride {
      var best = vector(start, at: Int(patches.taps[0]) &+ map)
      var winner = IntegerVector()
      var tap = 1
      while tap < patches.tapCount {
        let x = vector(start, at: Int(patches.taps[tap]) &+ map)
        let isLarger = x .> best
        best.replace(with: x, where: isLarger)
        winner.replace(with: everyLane(integer: tap), where: isLarger)
        tap &+= 1
      }
      store(best, output, at: map)
      store(winner, winners, at: map)
      map &+= lanes
    }
    output += stride
    winners += stride
    patch &+= 1
  }
}

public typealias MaxPoolingGradientOperands = (
  outputGradient: Region, winners: Region, patches: Patches, mapVectors: Int32,
  inputGradient: Region
)

/// Adds each output's gradient to the input that won.
///
/// Every tap is visited and all but the winner's lanes add zero, which is quicker than eight
/// separate additions at eight places.
///
/// - Shapes: `outputGradient` and `winners` `[patches, 8 * mapVectors]`.
@inline(never)
func maxPoolingGradient(_ operands: MaxPoolingGradientOperands, _ memory: Memory) {
  let (inputGradient, patches) = (
    memory[operands.inputGradient], memory.patches(operands.patches)
  )
  var (dy, winners) = (memory[operands.outputGradient], memory.places(operands.winners))
  let stride = lanes &* Int(operands.mapVectors)
  var patch = 0
  while patch < patches.count {
    let start = inputGradient + Int(patches.starts[patch])
    var map = 0
    while map < stride {
      let (gradient, winner) = (vector(dy, at: map), integers(winners, at: map))
      var tap = 0
      while tap < patches.tapCount {
        let won = winner .== everyLane(integer: tap)
        addVector(
          Vector().replacing(with: gradient, where: won),
          to: start + (Int(patches.taps[tap]) &+ map))
        tap &+= 1
      }
      map &+= lanes
    }
    dy += stride
    winners += stride
    patch &+= 1
  }
}
