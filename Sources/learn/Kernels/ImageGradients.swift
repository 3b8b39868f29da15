// The fast gradient of a convolution's weights over a grey image, the first layer of a network. Its
// input needs no gradient, and a row of its kernel is a few neighbouring pixels, for which strips
// would not pay.
//
// A lane is an output map, as in the forward pass, and twins stand side by side as in
// TwinConvolution.swift: a panel of gradients has eight maps at one window and the same maps at the
// next. Times a pixel it says something about one weight of the first window and about the weight
// to the left of it, of the second. So a kernel of five columns has six sums for each of its rows.

/// How many columns of sums are worked on at a time.
private let columnsAtOnce = 6

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
///   `[height + side - 1, width + side - 1]` and six numbers more, `weightGradient` `[outputMaps, side, stripLength]`.
/// - Complexity: for eight maps `height * width / 2 * side` times the next multiple of six from
///   `side + 1` on, multiply-adds of panels.
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
        column &+= columnsAtOnce
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
