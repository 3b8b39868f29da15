// Max-pooling, eight maps at a time: memory, patches and taps are those of Convolution.swift.

/// The largest number of each patch in each map, and which tap it was.
///
/// `y[p, c] = max over t of x[patches[p] + taps[t] + c]`; of equal numbers the first wins.
///
/// - Shapes: `output` and `winners` `[patchCount, 8 * mapVectors]`.
/// - Precondition: `tapCount` is at least 1.
@inline(never)
func maxPooling(
  _ input: UnsafePointer<Float>, patches: UnsafePointer<Int32>, patchCount: Int,
  taps: UnsafePointer<Int32>, tapCount: Int, mapVectors: Int,
  output: UnsafeMutablePointer<Float>, winners: UnsafeMutablePointer<Int32>
) {
  var target = 0
  var patch = 0
  while patch < patchCount {
    let start = input + Int(patches[patch])
    var map = 0
    while map < mapVectors &* lanes {
      var best = vector(start, at: Int(taps[0]) &+ map)
      var winner = IntegerVector()
      var tap = 1
      while tap < tapCount {
        let x = vector(start, at: Int(taps[tap]) &+ map)
        let isLarger = x .> best
        best.replace(with: x, where: isLarger)
        winner.replace(
          with: IntegerVector(repeating: Int32(truncatingIfNeeded: tap)), where: isLarger)
        tap &+= 1
      }
      store(best, output, at: target)
      UnsafeMutableRawPointer(winners + target).storeBytes(of: winner, as: IntegerVector.self)
      target &+= lanes
      map &+= lanes
    }
    patch &+= 1
  }
}

/// Adds each output's gradient to the input that won.
///
/// Every tap is visited and all but the winner's lanes add zero, which is quicker than eight
/// separate additions at eight places.
///
/// - Shapes: `outputGradient` and `winners` `[patchCount, 8 * mapVectors]`.
@inline(never)
func maxPoolingGradient(
  _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<Int32>,
  patches: UnsafePointer<Int32>, patchCount: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  mapVectors: Int, inputGradient: UnsafeMutablePointer<Float>
) {
  var source = 0
  var patch = 0
  while patch < patchCount {
    let start = inputGradient + Int(patches[patch])
    var map = 0
    while map < mapVectors &* lanes {
      let gradient = vector(outputGradient, at: source)
      let winner = UnsafeRawPointer(winners + source).loadUnaligned(as: IntegerVector.self)
      var tap = 0
      while tap < tapCount {
        let won = winner .== IntegerVector(repeating: Int32(truncatingIfNeeded: tap))
        let place = Int(taps[tap]) &+ map
        store(
          vector(start, at: place) + Vector().replacing(with: gradient, where: won), start,
          at: place)
        tap &+= 1
      }
      source &+= lanes
      map &+= lanes
    }
    patch &+= 1
  }
}
