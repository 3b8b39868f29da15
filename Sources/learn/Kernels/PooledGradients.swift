// The gradient in front of ReLU and 2x2 max-pooling, see PooledConvolution.swift. Each pooled
// output has one gradient, which belongs to the patch that won, or to none where ReLU made it
// zero: a quarter as many numbers as without pooling.
//
// Where the output maps are those of several branches whose outputs are added, all branches have
// the same gradient: that of the sum. So the gradient has `outputStride / branches` maps, and
// output map o has that of map `o % (outputStride / branches)`.

/// What the forward pass of a pooled convolution computed, and the gradient at its output.
struct PooledOutput {
  /// The numbers behind pooling, before branches are added, and the positions that won.
  var output: UnsafePointer<Float>
  var winners: UnsafePointer<Int32>
  var gradient: UnsafePointer<Float>
  var branches: Int
  /// How many output maps all branches have together, and how far apart two positions are.
  var maps, stride: Int
  /// How many positions one pattern has.
  var positions: Int

  /// - Parameter outputMaps: of the sum of the branches.
  @inline(__always)
  init(
    output: UnsafePointer<Float>, winners: UnsafePointer<Int32>, gradient: UnsafePointer<Float>,
    outputMaps: Maps, branches: Int
  ) {
    (self.output, self.winners, self.gradient) = (output, winners, gradient)
    self.branches = branches
    (maps, stride) = (branches &* outputMaps.maps, branches &* outputMaps.stride)
    positions = outputMaps.height &* outputMaps.width
  }
}

/// The gradient of each pooled position and map of one pattern, zero where ReLU is flat, and the
/// place of the patch that won.
///
/// - Parameter cornerPlaces: of each pooled position, where the patches of its four positions are.
/// - Shapes: `cornerPlaces` `[positions, 4]`, `gradients` and `places` `[positions, stride]`.
@inline(never)
func pooledGradients(
  _ pooled: PooledOutput, pattern: Int, cornerPlaces: UnsafePointer<Int32>,
  gradients: UnsafeMutablePointer<Float>, places: UnsafeMutablePointer<Int32>
) {
  let (outputStride, first) = (pooled.stride, pattern &* pooled.positions)
  let maps = outputStride / pooled.branches
  var y = pooled.output + first &* outputStride
  var winner = pooled.winners + first &* outputStride
  var (dy, corners) = (pooled.gradient + first &* maps, cornerPlaces)
  var (gradient, place) = (gradients, places)
  var left = pooled.positions
  while left > 0 {
    let corner0 = IntegerVector(repeating: corners[0])
    let corner1 = IntegerVector(repeating: corners[1])
    let corner2 = IntegerVector(repeating: corners[2])
    let corner3 = IntegerVector(repeating: corners[3])
    var (map, sumMap) = (0, 0)
    while map < outputStride {
      let isPositive = vector(y, at: map) .> Vector()
      let slope = vector(dy, at: sumMap)
      store(Vector().replacing(with: slope, where: isPositive), gradient, at: map)
      let chosen = UnsafeRawPointer(winner + map).loadUnaligned(as: IntegerVector.self)
      var chosenPlace = corner0
      chosenPlace.replace(with: corner1, where: chosen .== IntegerVector(repeating: 1))
      chosenPlace.replace(with: corner2, where: chosen .== IntegerVector(repeating: 2))
      chosenPlace.replace(with: corner3, where: chosen .== IntegerVector(repeating: 3))
      UnsafeMutableRawPointer(place + map).storeBytes(of: chosenPlace, as: IntegerVector.self)
      map &+= lanes
      sumMap = sumMap &+ lanes == maps ? 0 : sumMap &+ lanes
    }
    y += outputStride
    winner += outputStride
    dy += maps
    corners += 4
    gradient += outputStride
    place += outputStride
    left &-= 1
  }
}
