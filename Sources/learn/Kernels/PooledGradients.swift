// The gradient in front of ReLU and 2x2 max-pooling, see PooledConvolution.swift. Each pooled
// output has one gradient, which belongs to the patch that won, or to none where ReLU made it
// zero: a quarter as many numbers as without pooling.
//
// Where the output maps are those of several branches whose outputs are added, all branches have
// the same gradient: that of the sum. So the gradient has `outputStride / branches` maps, and
// output map o has that of map `o % (outputStride / branches)`.

/// What the forward pass of a pooled convolution computed, and the gradient at its output.
///
/// - `output`, `winners`: the numbers behind pooling, before branches are added, and the positions that
///   won; `gradient`: of the sum of all branches, which has `outputMaps`.
/// - `cornerPlaces`: of each pooled position, where the patches of its four positions begin.
/// - `gradients`, `places`: room for the gradients in front of pooling and where they belong, and for a
///   list of those that count.
public typealias PooledOperands = (
  output: Region, winners: Region, gradient: Region, outputMaps: MapShape, branches: Int32,
  cornerPlaces: Region, gradients: Region, places: Region, listedGradients: Region,
  listedPlaces: Region
)

public typealias PooledGradientOperands = (
  input: Region, inputMaps: MapShape, pooled: PooledOperands, patterns: Int32, side: Int32,
  weights: Region, weightGradient: Region, biasGradient: Region, needsInput: Bool,
  inputGradient: Region, patchRows: Region, patchRowGradients: Region
)

/// The patches that a walk visits, each with its gradient.
struct Visits {
  var places: UnsafePointer<Int32>
  var gradients: UnsafePointer<Float>
  /// How far the places, and the gradients, of two patches lie apart.
  var step: Int
  var count: Int

  /// Those of the next map.
  @inline(__always)
  var ofNextMap: Visits {
    Visits(places: places + 1, gradients: gradients + 1, step: step, count: count)
  }
}

/// The gradient of each pooled position and map of one pattern, zero where ReLU is flat, and the
/// place of the patch that won; adds them to the gradients of the biases.
///
/// - Returns: the visits of the first map.
/// - Shapes: `cornerPlaces` `[positions, 4]`, `gradients` and `places` `[positions, stride]`.
@inline(never)
func pooledGradients(
  _ pooled: PooledOperands, pattern: Int, biasGradient: Region, _ memory: Memory
) -> Visits {
  let outputMaps = Maps(pooled.outputMaps)
  let (maps, positions) = (outputMaps.stride, outputMaps.height &* outputMaps.width)
  let stride = Int(pooled.branches) &* maps
  let first = pattern &* positions
  var (y, winner) = (
    memory[pooled.output] + first &* stride, memory.places(pooled.winners) + first &* stride
  )
  var (dy, corners) = (
    memory[pooled.gradient] + first &* maps, memory.places(pooled.cornerPlaces)
  )
  var (gradient, place) = (memory[pooled.gradients], memory.places(pooled.places))
  var left = positions
  while left > 0 {
    var (map, sumMap) = (0, 0)
    while map < stride {
      let isPositive = vector(y, at: map) .> Vector()
      store(
        Vector().replacing(with: vector(dy, at: sumMap), where: isPositive), gradient, at: map)
      let chosen = integers(winner, at: map)
      var chosenPlace = IntegerVector(repeating: corners[0])
      chosenPlace.replace(with: corners[1], where: chosen .== everyLane(integer: 1))
      chosenPlace.replace(with: corners[2], where: chosen .== everyLane(integer: 2))
      chosenPlace.replace(with: corners[3], where: chosen .== everyLane(integer: 3))
      store(chosenPlace, place, at: map)
      map &+= lanes
      sumMap = sumMap &+ lanes == maps ? 0 : sumMap &+ lanes
    }
    y += stride
    winner += stride
    dy += maps
    corners += 4
    gradient += stride
    place += stride
    left &-= 1
  }
  rowSums(memory[pooled.gradients], rows: positions, stride: stride, memory[biasGradient])
  return Visits(
    places: memory.places(pooled.places), gradients: memory[pooled.gradients], step: stride,
    count: positions)
}
