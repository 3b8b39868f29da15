// The fast gradients of a convolution behind ReLU and 2x2 max-pooling: of the weights and of the
// input at once, since both are read off the same patches, and finding those costs more than a
// multiply-add.
//
// Only the patches that won have a gradient, at most a quarter of all, and behind ReLU many of
// those have a gradient of zero. So for each map a list is made of the patches that count, without
// a branch that the processor could guess wrong. A walk then goes down the list, with the map's
// weights for one panel of five patch rows in registers, and as many sums for the weights' gradient.
// At each patch it multiplies the gradient there with the patch's rows, which goes to the sums, and
// with the weights, which goes to the gradients of patch rows in memory. As a rate counts all patches,
// that of this kernel can pass the processor's peak.
//
// Tried and given up: sorting the maps of each patch instead, so that their sums for the input
// stay in registers, takes as long as the memory traffic it saves. Ten rows in a walk gain a
// twentieth. With AVX2 five rows are more than the registers hold; two at a time are no faster.

/// Room for one pattern's gradients in front of pooling, see ``pooledGradients``, and for a list of
/// those that count.
struct PooledScratch {
  var gradients: UnsafeMutablePointer<Float>
  var places: UnsafeMutablePointer<Int32>
  var listedGradients: UnsafeMutablePointer<Float>
  var listedPlaces: UnsafeMutablePointer<Int32>
}

/// Adds to the gradients of weights, biases and, if it is wanted, of the input what the gradient
/// behind pooling says.
///
/// `dw[o, u] += sum over p of g[p, o] patchRow[places[p, o] + u * pitch]`,
/// `dPatchRow[places[p, o] + u * pitch] += sum over p of g[p, o] w[o, u]`, for each row u of the
/// kernel, where g is the gradient in front of pooling.
///
/// - Parameters:
///   - pooled: what the forward pass computed, see ``PooledOutput``.
///   - cornerPlaces: of each pooled position, where the patches of its four positions begin among
///     patch rows.
///   - side: how many rows and columns the kernel has.
///   - patchRows, patchRowGradients: room for one pattern, see ``im2row``.
/// - Shapes: `input` and `inputGradient` `[patterns]` + `inputMaps`, `weights` and `weightGradient`
///   `[maps out, side, patchRowLength]`.
/// - Complexity: two multiply-adds of panels for each patch that counts, panel and row.
@inline(never)
func pooledConvolutionGradients(
  _ input: UnsafePointer<Float>, inputMaps: Maps, pooled: PooledOutput, patterns: Int,
  cornerPlaces: UnsafePointer<Int32>, side: Int, weights: UnsafePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, biasGradient: UnsafeMutablePointer<Float>,
  needsInput: Bool, inputGradient: UnsafeMutablePointer<Float>, scratch: PooledScratch,
  patchRows: UnsafeMutablePointer<Float>, patchRowGradients: UnsafeMutablePointer<Float>
) {
  let columns = inputMaps.width &- side &+ 1
  let length = patchRowLength(maps: inputMaps.maps, kernelWidth: side)
  var pattern = 0
  while pattern < patterns {
    pooledGradients(
      pooled, pattern: pattern, cornerPlaces: cornerPlaces, gradients: scratch.gradients,
      places: scratch.places)
    rowSums(
      scratch.gradients, rows: pooled.positions, stride: pooled.stride, output: biasGradient)
    im2row(
      input + pattern &* inputMaps.count, height: inputMaps.height, columns: columns, width: side,
      maps: inputMaps.maps, stride: inputMaps.stride, patchRows: patchRows)
    fill(0, count: inputMaps.height &* columns &* length, output: patchRowGradients)
    walk(
      scratch, pooled, rows: side, pitch: columns &* length, length: length, patchRows: patchRows,
      weights: weights, weightGradient: weightGradient, patchRowGradients: patchRowGradients)
    if needsInput {
      row2im(
        patchRowGradients, height: inputMaps.height, columns: columns, width: side,
        maps: inputMaps.maps, stride: inputMaps.stride,
        inputGradient: inputGradient + pattern &* inputMaps.count)
    }
    pattern &+= 1
  }
}

/// Walks through one pattern, map by map.
///
/// - Parameter pitch: how far a patch row lies from the one of the row below.
@inline(__always)
private func walk(
  _ scratch: PooledScratch, _ pooled: PooledOutput, rows: Int, pitch: Int, length: Int,
  patchRows: UnsafePointer<Float>, weights: UnsafePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, patchRowGradients: UnsafeMutablePointer<Float>
) {
  var (w, dw) = (weights, weightGradient)
  var map = 0
  while map < pooled.maps {
    let visits = listed(
      Visits(
        places: scratch.places + map, gradients: scratch.gradients + map, step: pooled.stride,
        count: pooled.positions),
      places: scratch.listedPlaces, gradients: scratch.listedGradients)
    var row = 0
    while row < rows {
      let isFive = row &+ 5 <= rows
      var column = 0
      while column < length {
        let (place, number) = (row &* pitch &+ column, row &* length &+ column)
        if isFive {
          walkFive(
            visits, patchRows + place, to: patchRowGradients + place, pitch: pitch, w + number,
            to: dw + number, length: length)
        } else {
          walkOne(
            visits, patchRows + place, to: patchRowGradients + place, w + number, to: dw + number)
        }
        column &+= panelLanes
      }
      row &+= isFive ? 5 : 1
    }
    w += rows &* length
    dw += rows &* length
    map &+= 1
  }
}

/// The patches that a walk visits, each with its gradient.
struct Visits {
  var places: UnsafePointer<Int32>
  var gradients: UnsafePointer<Float>
  /// How far the places, and the gradients, of two patches lie apart.
  var step: Int
  var count: Int
}

/// The visits whose gradient is not zero, one behind the other in memory.
@inline(never)
private func listed(
  _ visits: Visits, places: UnsafeMutablePointer<Int32>, gradients: UnsafeMutablePointer<Float>
) -> Visits {
  var (place, gradient) = (visits.places, visits.gradients)
  var (count, left) = (0, visits.count)
  while left > 0 {
    places[count] = place.pointee
    gradients[count] = gradient.pointee
    count &+= gradient.pointee == 0 ? 0 : 1
    place += visits.step
    gradient += visits.step
    left &-= 1
  }
  return Visits(places: places, gradients: gradients, step: 1, count: count)
}

/// Walks down a list with a panel of five patch rows.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func walkFive(
  _ visits: Visits, _ x: UnsafePointer<Float>, to dx: UnsafeMutablePointer<Float>, pitch: Int,
  _ w: UnsafePointer<Float>, to dw: UnsafeMutablePointer<Float>, length: Int
) {
  let (w0, w1, w2) = (panel(w, at: 0), panel(w, at: length), panel(w, at: 2 &* length))
  let (w3, w4) = (panel(w, at: 3 &* length), panel(w, at: 4 &* length))
  var (sum0, sum1) = (panel(dw, at: 0), panel(dw, at: length))
  var (sum2, sum3) = (panel(dw, at: 2 &* length), panel(dw, at: 3 &* length))
  var sum4 = panel(dw, at: 4 &* length)
  var (place, gradient, left) = (visits.places, visits.gradients, visits.count)
  while left > 0 {
    let factor = Panel(repeating: gradient.pointee)
    let patchRow = x + Int(place.pointee)
    let lowerRow = patchRow + 3 &* pitch
    addProduct(factor, panel(patchRow, at: 0), to: &sum0)
    addProduct(factor, panel(patchRow, at: pitch), to: &sum1)
    addProduct(factor, panel(patchRow, at: 2 &* pitch), to: &sum2)
    addProduct(factor, panel(lowerRow, at: 0), to: &sum3)
    addProduct(factor, panel(lowerRow, at: pitch), to: &sum4)
    let target = dx + Int(place.pointee)
    let lowerTarget = target + 3 &* pitch
    addProduct(factor, w0, to: target)
    addProduct(factor, w1, to: target + pitch)
    addProduct(factor, w2, to: target + 2 &* pitch)
    addProduct(factor, w3, to: lowerTarget)
    addProduct(factor, w4, to: lowerTarget + pitch)
    place += 1
    gradient += 1
    left &-= 1
  }
  store(sum0, dw, at: 0)
  store(sum1, dw, at: length)
  store(sum2, dw, at: 2 &* length)
  store(sum3, dw, at: 3 &* length)
  store(sum4, dw, at: 4 &* length)
}

/// Walks down a list with a panel of one patch row.
@inline(never)
private func walkOne(
  _ visits: Visits, _ x: UnsafePointer<Float>, to dx: UnsafeMutablePointer<Float>,
  _ w: UnsafePointer<Float>, to dw: UnsafeMutablePointer<Float>
) {
  let weights = panel(w, at: 0)
  var sum = panel(dw, at: 0)
  var (place, gradient, left) = (visits.places, visits.gradients, visits.count)
  while left > 0 {
    let factor = Panel(repeating: gradient.pointee)
    addProduct(factor, panel(x + Int(place.pointee), at: 0), to: &sum)
    addProduct(factor, weights, to: dx + Int(place.pointee))
    place += 1
    gradient += 1
    left &-= 1
  }
  store(sum, dw, at: 0)
}

@inline(__always)
private func addProduct(
  _ factor: Panel, _ weights: Panel, to numbers: UnsafeMutablePointer<Float>
) {
  var sum = panel(numbers, at: 0)
  addProduct(factor, weights, to: &sum)
  store(sum, numbers, at: 0)
}
