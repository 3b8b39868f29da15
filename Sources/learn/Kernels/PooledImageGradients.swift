// The fast gradient of the weights of a first layer behind ReLU and 2x2 max-pooling: walks as those
// of PooledConvolutionGradients.swift, over pixels where they are and without a list, since most
// patches of a first layer have a gradient.

/// Adds to the gradients of weights and biases what the gradient behind pooling says.
///
/// `dw[o, u, v] += sum over p of g[p, o] x[places[p, o] + u * rowPitch + v]`, where g is the gradient
/// in front of pooling.
///
/// - Parameters:
///   - pooled: what the forward pass computed, see ``PooledOutput``.
///   - cornerPlaces: of each pooled position, where the patches of its four positions begin in the
///     image.
///   - side: how many rows and columns the kernel has.
/// - Shapes: `image` `[patterns]` + `imageMaps`, of which seven numbers more are read,
///   `weightGradient` `[maps out, side, patchRowLength]`, of which eight are written.
/// - Precondition: the image is one map that is not padded, and the kernel has at most eight columns.
/// - Complexity: one multiply-add of vectors for each patch, map and row.
@inline(never)
func pooledImageConvolutionGradient(
  _ image: UnsafePointer<Float>, imageMaps: Maps, pooled: PooledOutput, patterns: Int,
  cornerPlaces: UnsafePointer<Int32>, side: Int, weightGradient: UnsafeMutablePointer<Float>,
  biasGradient: UnsafeMutablePointer<Float>, scratch: PooledScratch
) {
  let length = patchRowLength(maps: 1, kernelWidth: side)
  var pattern = 0
  while pattern < patterns {
    pooledGradients(
      pooled, pattern: pattern, cornerPlaces: cornerPlaces, gradients: scratch.gradients,
      places: scratch.places)
    rowSums(
      scratch.gradients, rows: pooled.positions, stride: pooled.stride, output: biasGradient)
    walk(
      scratch, pooled, image + pattern &* imageMaps.count, rows: side, rowPitch: imageMaps.width,
      weightGradient: weightGradient, length: length)
    pattern &+= 1
  }
}

/// Walks through one pattern, map by map.
@inline(__always)
private func walk(
  _ scratch: PooledScratch, _ pooled: PooledOutput, _ image: UnsafePointer<Float>, rows: Int,
  rowPitch: Int, weightGradient: UnsafeMutablePointer<Float>, length: Int
) {
  var dw = weightGradient
  var map = 0
  while map < pooled.maps {
    let visits = Visits(
      places: scratch.places + map, gradients: scratch.gradients + map, step: pooled.stride,
      count: pooled.positions)
    var row = 0
    while row < rows {
      let x = image + row &* rowPitch
      let isFive = row &+ 5 <= rows
      if isFive {
        walkFive(visits, x, pitch: rowPitch, to: dw, length: length)
      } else {
        walkOne(visits, x, to: dw)
      }
      let walked = isFive ? 5 : 1
      row &+= walked
      dw += walked &* length
    }
    map &+= 1
  }
}

/// Five rows of a kernel, eight numbers each.
private struct FiveRows {
  var row0, row1, row2, row3, row4: Vector

  @inline(__always)
  init() {
    (row0, row1, row2, row3, row4) = (Vector(), Vector(), Vector(), Vector(), Vector())
  }

  @inline(__always)
  mutating func addProducts(_ factor: Float, _ x: UnsafePointer<Float>, pitch: Int) {
    let lower = x + 3 &* pitch
    let everyLane = everyLane(factor)
    addProduct(everyLane, vector(x, at: 0), to: &row0)
    addProduct(everyLane, vector(x, at: pitch), to: &row1)
    addProduct(everyLane, vector(x, at: 2 &* pitch), to: &row2)
    addProduct(everyLane, vector(lower, at: 0), to: &row3)
    addProduct(everyLane, vector(lower, at: pitch), to: &row4)
  }
}

/// Walks with five rows, in two sets of sums: one set alone would wait for each addition to finish.
@inline(never)
private func walkFive(
  _ visits: Visits, _ x: UnsafePointer<Float>, pitch: Int, to dw: UnsafeMutablePointer<Float>,
  length: Int
) {
  var (sums, others) = (FiveRows(), FiveRows())
  var (place, gradient, left) = (visits.places, visits.gradients, visits.count)
  while left > 1 {
    sums.addProducts(gradient.pointee, x + Int(place.pointee), pitch: pitch)
    others.addProducts(gradient[visits.step], x + Int(place[visits.step]), pitch: pitch)
    place += 2 &* visits.step
    gradient += 2 &* visits.step
    left &-= 2
  }
  if left > 0 { sums.addProducts(gradient.pointee, x + Int(place.pointee), pitch: pitch) }
  addVector(sums.row0 + others.row0, to: dw)
  addVector(sums.row1 + others.row1, to: dw + length)
  addVector(sums.row2 + others.row2, to: dw + 2 &* length)
  addVector(sums.row3 + others.row3, to: dw + 3 &* length)
  addVector(sums.row4 + others.row4, to: dw + 4 &* length)
}

/// Walks with one row.
@inline(never)
private func walkOne(
  _ visits: Visits, _ x: UnsafePointer<Float>, to dw: UnsafeMutablePointer<Float>
) {
  var sum = Vector()
  var (place, gradient, left) = (visits.places, visits.gradients, visits.count)
  while left > 0 {
    addProduct(gradient.pointee, vector(x, at: Int(place.pointee)), to: &sum)
    place += visits.step
    gradient += visits.step
    left &-= 1
  }
  addVector(sum, to: dw)
}
