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
//
//     list of map o     place  7   18   40        a panel of patch rows, and of weights
//                       slope  g7  g18 g40        place + 0 * pitch  [16 numbers]  w[o, 0]
//                                                 place + 1 * pitch  [16 numbers]  w[o, 1]
//     at each place     dw[o, u] += g x[u]        ...
//                       dx[u] += g w[o, u]        place + 4 * pitch  [16 numbers]  w[o, 4]

/// Adds to the gradients of weights, biases and, if it is wanted, of the input what the gradient
/// behind pooling says.
///
/// `dw[o, u] += sum over p of g[p, o] patchRow[places[p, o] + u * pitch]`,
/// `dPatchRow[places[p, o] + u * pitch] += sum over p of g[p, o] w[o, u]`, for each row u of the
/// kernel, where g is the gradient in front of pooling. Places are those of patch rows.
///
/// - Shapes: `input` and `inputGradient` `[patterns]` + `inputMaps`, `weights` and `weightGradient`
///   `[maps out, side, patchRowLength]`.
/// - Complexity: two multiply-adds of panels for each patch that counts, panel and row.
@inline(never)
func pooledConvolutionGradients(_ operands: PooledGradientOperands, _ memory: Memory) {
  let (inputMaps, side) = (Maps(operands.inputMaps), Int(operands.side))
  var (x, dx) = (memory[operands.input], memory[operands.inputGradient])
  let rows = PatchRows(
    of: inputMaps, columns: inputMaps.width &- side &+ 1, memory[operands.patchRows],
    gradients: memory[operands.patchRowGradients])
  let maps = Int(operands.pooled.branches &* operands.pooled.outputMaps.maps)
  var pattern = 0
  while pattern < Int(operands.patterns) {
    var visits = pooledGradients(
      operands.pooled, pattern: pattern, biasGradient: operands.biasGradient, memory)
    im2row(x, rows)
    clearGradients(of: rows)
    var (w, dw) = (memory[operands.weights], memory[operands.weightGradient])
    var mapsLeft = maps
    while mapsLeft > 0 {
      let list = listed(
        visits, places: memory.places(operands.pooled.listedPlaces),
        gradients: memory[operands.pooled.listedGradients])
      walk(list, rows, side: side, w, to: dw)
      visits = visits.ofNextMap
      w += side &* rows.length
      dw += side &* rows.length
      mapsLeft &-= 1
    }
    if operands.needsInput { row2im(rows, inputGradient: dx) }
    x += inputMaps.count
    dx += inputMaps.count
    pattern &+= 1
  }
}

/// Walks down a list with all rows of one map's kernel.
@inline(__always)
private func walk(
  _ visits: Visits, _ rows: PatchRows, side: Int, _ w: UnsafePointer<Float>,
  to dw: UnsafeMutablePointer<Float>
) {
  var row = 0
  while row < side {
    let isFive = row &+ 5 <= side
    var column = 0
    while column < rows.length {
      let (place, number) = (row &* rows.pitch &+ column, row &* rows.length &+ column)
      let (x, dx) = (rows.numbers + place, rows.gradients + place)
      if isFive {
        walkFive(
          visits, x, to: dx, pitch: rows.pitch, w + number, to: dw + number, length: rows.length)
      } else {
        walkOne(visits, x, to: dx, w + number, to: dw + number)
      }
      column &+= panelLanes
    }
    row &+= isFive ? 5 : 1
  }
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
