// The fast gradient of a convolution's weights over a grey image, the first layer of a network. Its
// input needs no gradient, and a row of its kernel is a few neighbouring pixels, for which strips
// would not pay.
//
// A lane is an output map, as in the forward pass, and twins stand side by side as in
// TwinConvolution.swift: a panel of gradients has eight maps at one window and the same maps at the
// next. Times a pixel it says something about one weight of the first window and about the weight
// to the left of it, of the second. So a kernel of five columns has six sums for each of its rows.

/// How many columns of sums are worked on at a time.
private let columnsPerWalk = 6

/// Adds to `weightGradient` what the gradient at the output says about one pattern.
///
/// `dw[o, u, v] += sum over i, j of dy[i, j, o] x[i + u, j + v]`
///
/// - Parameters:
///   - start: where the pattern's gradients begin.
///   - imageStart: where the pattern's image begins.
///   - height, width: of the output.
///   - side: of the square kernel.
/// - Shapes: `outputGradient` `[height, width, outputStride]`, `image`
///   `[height + side - 1, width + side - 1]`, `weightGradient` `[outputMaps, side, stripLength]`.
/// - Complexity: `height * width / 2 * side * (side + 1)` multiply-adds of panels for eight maps.
@inline(never)
public func imageConvolutionGradient(
  _ outputGradient: UnsafePointer<Float>, from start: Int, outputStride: Int, outputMaps: Int,
  image: UnsafePointer<Float>, from imageStart: Int, height: Int, width: Int, side: Int,
  weightGradient: UnsafeMutablePointer<Float>, stripLength: Int
) {
  let pitch = width &+ side &- 1
  var map = 0
  while map < outputMaps {
    var u = 0
    while u < side {
      var column = 0
      while column <= side {
        let sums = sixSums(
          outputGradient + (start &+ map), outputStride,
          image + imageStart + (u &* pitch &+ column),
          pitch: pitch, height: height, width: width)
        addSums(
          sums, maps: min(lanes, outputMaps &- map), column: column, side: side,
          to: weightGradient + ((map &* side &+ u) &* stripLength), rowLength: side &* stripLength)
        column &+= columnsPerWalk
      }
      u &+= 1
    }
    map &+= lanes
  }
}

private typealias SixSums = (Panel, Panel, Panel, Panel, Panel, Panel)

/// The sums for six columns of one row of the kernel.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func sixSums(
  _ gradient: UnsafePointer<Float>, _ stride: Int, _ image: UnsafePointer<Float>, pitch: Int,
  height: Int, width: Int
) -> SixSums {
  var sums: SixSums = (Panel(), Panel(), Panel(), Panel(), Panel(), Panel())
  var (dy, row, rowsLeft) = (gradient, image, height)
  while rowsLeft > 0 {
    var (x, pairsLeft) = (row, width &>> 1)
    while pairsLeft > 0 {
      let twins = Panel(lowHalf: vector(dy, at: 0), highHalf: vector(dy, at: stride))
      addProducts(x, twins, to: &sums)
      dy += 2 &* stride
      x += 2
      pairsLeft &-= 1
    }
    if width & 1 == 1 {
      // A window without a neighbour.
      addProducts(x, Panel(lowHalf: vector(dy, at: 0), highHalf: Vector()), to: &sums)
      dy += stride
    }
    row += pitch
    rowsLeft &-= 1
  }
  return sums
}

@inline(__always)
private func addProducts(_ x: UnsafePointer<Float>, _ twins: Panel, to sums: inout SixSums) {
  addProduct(x[0], twins, to: &sums.0)
  addProduct(x[1], twins, to: &sums.1)
  addProduct(x[2], twins, to: &sums.2)
  addProduct(x[3], twins, to: &sums.3)
  addProduct(x[4], twins, to: &sums.4)
  addProduct(x[5], twins, to: &sums.5)
}

/// Adds the sums to the weights that they belong to.
@inline(never)
private func addSums(
  _ sums: SixSums, maps: Int, column: Int, side: Int, to row: UnsafeMutablePointer<Float>,
  rowLength: Int
) {
  add(sums.0, maps: maps, column: column, side: side, to: row, rowLength: rowLength)
  add(sums.1, maps: maps, column: column &+ 1, side: side, to: row, rowLength: rowLength)
  add(sums.2, maps: maps, column: column &+ 2, side: side, to: row, rowLength: rowLength)
  add(sums.3, maps: maps, column: column &+ 3, side: side, to: row, rowLength: rowLength)
  add(sums.4, maps: maps, column: column &+ 4, side: side, to: row, rowLength: rowLength)
  add(sums.5, maps: maps, column: column &+ 5, side: side, to: row, rowLength: rowLength)
}

@inline(__always)
private func add(
  _ sum: Panel, maps: Int, column: Int, side: Int, to row: UnsafeMutablePointer<Float>,
  rowLength: Int
) {
  var map = 0
  while map < maps {
    if column < side { row[map &* rowLength &+ column] += sum[map] }
    if column > 0 && column <= side { row[map &* rowLength &+ column &- 1] += sum[map &+ lanes] }
    map &+= 1
  }
}

/// Adds to `weightGradient` what the gradient in front of pooling says about one pattern, by walks
/// as those of PooledConvolutionGradients.swift, but without a list: most windows of a first layer
/// have a gradient.
///
/// `dw[o, u, v] += sum over p of g[p, o] x[places[p, o] + u * rowPitch + v]`
///
/// - Parameters:
///   - gradients, places: what ``pooledGradients`` made, with places in the image.
///   - imageStart: where the pattern's image begins.
/// - Shapes: `gradients` and `places` `[windowCount, outputStride]`, `weightGradient`
///   `[outputMaps, rows, stripLength]`, of which eight are written.
/// - Precondition: the kernel has at most eight columns.
/// - Complexity: one multiply-add of vectors for each window, map and row.
@inline(never)
public func pooledImageConvolutionGradient(
  _ gradients: UnsafePointer<Float>, places: UnsafePointer<Int32>, windowCount: Int,
  outputStride: Int, outputMaps: Int, image: UnsafePointer<Float>, from imageStart: Int,
  rows: Int, rowPitch: Int, weightGradient: UnsafeMutablePointer<Float>, stripLength: Int
) {
  var dw = weightGradient
  var map = 0
  while map < outputMaps {
    let visits = Visits(
      places: places + map, gradients: gradients + map, step: outputStride, count: windowCount)
    var row = 0
    while row < rows {
      let x = image + imageStart + row &* rowPitch
      let isFive = row &+ 5 <= rows
      if isFive {
        walkFive(visits, x, pitch: rowPitch, to: dw, length: stripLength)
      } else {
        walkOne(visits, x, to: dw)
      }
      let walked = isFive ? 5 : 1
      row &+= walked
      dw += walked &* stripLength
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
