// The fast gradient of the weights of a first layer behind ReLU and 2x2 max-pooling: walks as those
// of PooledConvolutionGradients.swift, over pixels where they are and without a list, since most
// patches of a first layer have a gradient.

/// Adds to the gradients of weights and biases what the gradient behind pooling says.
///
/// `dw[o, u, v] += sum over p of g[p, o] x[places[p, o] + u * rowPitch + v]`, where g is the gradient
/// in front of pooling. Places are those of pixels.
///
/// - Shapes: `input` `[patterns]` + `inputMaps`, of which seven numbers more are read,
///   `weightGradient` `[maps out, side, patchRowLength]`, of which eight are written.
/// - Precondition: the image is one map that is not padded, and the kernel has at most eight columns.
/// - Complexity: one multiply-add of vectors for each patch, map and row.
@inline(never)
func pooledImageConvolutionGradient(_ operands: PooledGradientOperands, _ memory: Memory) {
  let (inputMaps, side) = (Maps(operands.inputMaps), Int(operands.side))
  let length = patchRowLength(maps: 1, kernelWidth: side)
  let maps = Int(operands.pooled.branches &* operands.pooled.outputMaps.maps)
  var image = memory[operands.input]
  var pattern = 0
  while pattern < Int(operands.patterns) {
    var visits = pooledGradients(
      operands.pooled, pattern: pattern, biasGradient: operands.biasGradient, memory)
    var (dw, mapsLeft) = (memory[operands.weightGradient], maps)
    while mapsLeft > 0 {
      var row = 0
      while row < side {
        let x = image + row &* inputMaps.width
        let isFive = row &+ 5 <= side
        if isFive {
          walkFive(visits, x, pitch: inputMaps.width, to: dw, length: length)
        } else {
          walkOne(visits, x, to: dw)
        }
        row &+= isFive ? 5 : 1
        dw += isFive ? 5 &* length : length
      }
      visits = visits.ofNextMap
      mapsLeft &-= 1
    }
    image += inputMaps.count
    pattern &+= 1
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
