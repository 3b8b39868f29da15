// The fast gradient of a convolution's weights over a grey image, the first layer of a network. Its
// input needs no gradient, and a row of its kernel is a few neighbouring pixels, for which im2row
// would not pay.
//
// A lane is an output map, as in the forward pass, and two columns stand side by side as in
// ColumnPairs.swift: a panel of gradients has eight maps at one patch and the same maps at the
// next. Times a pixel it says something about one weight of the first patch and about the weight
// to the left of it, of the second. So a kernel of five columns has six sums for each of its rows.

/// How many columns of sums are worked on at a time.
private let columnsAtOnce = 6

public typealias ImageConvolutionGradientOperands = (
  image: Region, imageMaps: MapShape, outputGradient: Region, outputMaps: MapShape,
  patterns: Int32, weightGradient: Region
)

/// Adds to `weightGradient` what the gradient at the output says.
///
/// `dw[o, u, v] += sum over i, j of dy[i, j, o] x[i + u, j + v]`
///
/// - Shapes: `image` `[patterns]` + `imageMaps`, of which six numbers more are read,
///   `outputGradient` `[patterns]` + `outputMaps`, `weightGradient`
///   `[maps out, side, patchRowLength]`, where the kernel has `side` rows and columns.
/// - Precondition: the image is one map that is not padded.
/// - Complexity: for eight maps of a pattern `height * width / 2 * side` times the next multiple of
///   six from `side + 1` on, multiply-adds of panels.
@inline(never)
func imageConvolutionGradient(_ operands: ImageConvolutionGradientOperands, _ memory: Memory) {
  let (imageMaps, outputMaps) = (Maps(operands.imageMaps), Maps(operands.outputMaps))
  var (x, dy) = (memory[operands.image], memory[operands.outputGradient])
  let side = imageMaps.height &- outputMaps.height &+ 1
  let length = patchRowLength(maps: 1, kernelWidth: side)
  var left = operands.patterns
  while left > 0 {
    var map = 0
    while map < outputMaps.maps {
      var u = 0
      while u < side {
        var column = 0
        while column <= side {
          let sums = sixSums(
            dy + map, outputMaps.stride, x + (u &* imageMaps.width &+ column),
            pitch: imageMaps.width, height: outputMaps.height, width: outputMaps.width)
          addSums(
            sums, maps: min(lanes, outputMaps.maps &- map), column: column, side: side,
            to: memory[operands.weightGradient] + ((map &* side &+ u) &* length),
            rowLength: side &* length)
          column &+= columnsAtOnce
        }
        u &+= 1
      }
      map &+= lanes
    }
    x += imageMaps.count
    dy += outputMaps.count
    left &-= 1
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
      let pair = Panel(lowHalf: vector(dy, at: 0), highHalf: vector(dy, at: stride))
      addProducts(x, pair, to: &sums)
      dy += 2 &* stride
      x += 2
      pairsLeft &-= 1
    }
    if width & 1 == 1 {
      // A patch without a neighbour.
      addProducts(x, Panel(lowHalf: vector(dy, at: 0), highHalf: Vector()), to: &sums)
      dy += stride
    }
    row += pitch
    rowsLeft &-= 1
  }
  return sums
}

@inline(__always)
private func addProducts(_ x: UnsafePointer<Float>, _ pair: Panel, to sums: inout SixSums) {
  addProduct(x[0], pair, to: &sums.0)
  addProduct(x[1], pair, to: &sums.1)
  addProduct(x[2], pair, to: &sums.2)
  addProduct(x[3], pair, to: &sums.3)
  addProduct(x[4], pair, to: &sums.4)
  addProduct(x[5], pair, to: &sums.5)
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
