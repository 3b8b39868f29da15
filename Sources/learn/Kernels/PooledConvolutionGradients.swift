// The fast gradients of a convolution behind ReLU and 2x2 max-pooling: of the weights and of the
// input at once, since both are read off the same windows, and finding those costs more than a
// multiply-add.
//
// Only the windows that won have a gradient, at most a quarter of all, and behind ReLU many of
// those have a gradient of zero. So for each map a list is made of the windows that count, without
// a branch that the processor could guess wrong. A walk then goes down the list, with the map's
// weights for one panel of five strips in registers, and as many sums for the weights' gradient. At
// each window it multiplies the gradient there with the window's strips, which goes to the sums,
// and with the weights, which goes to strips of gradients in memory. As a rate counts all windows,
// that of this kernel can pass the processor's peak.
//
// Tried and given up: sorting the maps of each window instead, so that their sums for the input
// stay in registers, takes as long as the memory traffic it saves. Ten strips in a walk gain a
// twentieth. With AVX2 five strips are more than the registers hold; two at a time are no faster.

/// Adds to the gradients of the weights and of the input's strips what the gradient in front of
/// pooling says about one pattern.
///
/// `dw[o, u] += sum over p of g[p, o] strip[places[p, o] + u * pitch]`,
/// `dstrip[places[p, o] + u * pitch] += g[p, o] w[o, u]`, for each row u of the kernel.
///
/// - Parameters:
///   - gradients, places: what ``pooledGradients`` made, with places among strips.
///   - listedPlaces, listedGradients: room for a list of `windowCount` windows.
///   - rows: how many rows the kernel has.
///   - pitch: how far a strip lies from the one of the row below.
///   - strips, stripGradients: as ``unfolding`` makes them and ``folding`` reads them.
/// - Shapes: `gradients` and `places` `[windowCount, outputStride]`, `weights` and `weightGradient`
///   `[outputMaps, rows, stripLength]`.
/// - Complexity: two multiply-adds of panels for each window that counts, panel and row.
@inline(never)
public func pooledConvolutionGradients(
  _ gradients: UnsafePointer<Float>, places: UnsafePointer<Int32>, windowCount: Int,
  outputStride: Int, outputMaps: Int, listedPlaces: UnsafeMutablePointer<Int32>,
  listedGradients: UnsafeMutablePointer<Float>, rows: Int, pitch: Int, stripLength: Int,
  strips: UnsafePointer<Float>, weights: UnsafePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, stripGradients: UnsafeMutablePointer<Float>
) {
  let (x, dx) = (alignedStart(strips), alignedStart(stripGradients))
  var (w, dw) = (weights, weightGradient)
  var map = 0
  while map < outputMaps {
    let visits = listed(
      Visits(
        places: places + map, gradients: gradients + map, step: outputStride, count: windowCount),
      places: listedPlaces, gradients: listedGradients)
    var row = 0
    while row < rows {
      let isFive = row &+ 5 <= rows
      var column = 0
      while column < stripLength {
        let (place, number) = (row &* pitch &+ column, row &* stripLength &+ column)
        if isFive {
          walkFive(
            visits, x + place, to: dx + place, pitch: pitch, w + number, to: dw + number,
            length: stripLength)
        } else {
          walkOne(visits, x + place, to: dx + place, w + number, to: dw + number)
        }
        column &+= panelLanes
      }
      row &+= isFive ? 5 : 1
    }
    w += rows &* stripLength
    dw += rows &* stripLength
    map &+= 1
  }
}

/// The windows that a walk visits, each with its gradient.
struct Visits {
  var places: UnsafePointer<Int32>
  var gradients: UnsafePointer<Float>
  /// How far the places, and the gradients, of two windows lie apart.
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

/// Walks down a list with a panel of five strips.
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
    let strip = x + Int(place.pointee)
    let lowerStrip = strip + 3 &* pitch
    addProduct(factor, panel(strip, at: 0), to: &sum0)
    addProduct(factor, panel(strip, at: pitch), to: &sum1)
    addProduct(factor, panel(strip, at: 2 &* pitch), to: &sum2)
    addProduct(factor, panel(lowerStrip, at: 0), to: &sum3)
    addProduct(factor, panel(lowerStrip, at: pitch), to: &sum4)
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

/// Walks down a list with a panel of one strip.
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
