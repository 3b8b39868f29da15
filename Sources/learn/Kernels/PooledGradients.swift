// The gradient in front of ReLU and 2x2 max-pooling, see PooledConvolution.swift. Each pooled
// output has one gradient, which belongs to the window that won, or to none where ReLU made it
// zero: a quarter as many numbers as without pooling.
//
// Where the output maps are those of several branches whose outputs are added, all branches have
// the same gradient: that of the sum. So the gradient has `outputStride / branches` maps, and
// output map o has that of map `o % (outputStride / branches)`.

/// The gradient of each pooled position and map of one pattern, zero where ReLU is flat, and the
/// place of the window that won.
///
/// - Parameters:
///   - window: the pattern's first window.
///   - output: what ``pooledConvolution`` computed, with its `winners`.
///   - cornerPlaces: of each pooled position, where the windows of its four positions are.
/// - Shapes: `output` and `winners` `[..., outputStride]`, `outputGradient`
///   `[..., outputStride / branches]`, `cornerPlaces` `[windowCount, 4]`, `gradients` and `places`
///   `[windowCount, outputStride]`.
@inline(never)
public func pooledGradients(
  _ output: UnsafePointer<Float>, winners: UnsafePointer<Int32>,
  outputGradient: UnsafePointer<Float>, branches: Int, outputStride: Int, from window: Int,
  windowCount: Int, cornerPlaces: UnsafePointer<Int32>, gradients: UnsafeMutablePointer<Float>,
  places: UnsafeMutablePointer<Int32>
) {
  let maps = outputStride / branches
  var y = output + window &* outputStride
  var winner = winners + window &* outputStride
  var (dy, corners) = (outputGradient + window &* maps, cornerPlaces)
  var (gradient, place) = (gradients, places)
  var left = windowCount
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
