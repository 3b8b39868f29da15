// im2row: the input of a convolution as its gradients read it.
//
// A kernel of k columns sees k neighbouring positions of each row at once: k times the input maps,
// which lie almost side by side in memory. A patch row is a copy of just these numbers, without the
// padding between positions, filled up to whole panels, and there is one for every row of the
// input and every column at which a kernel can stand:
//
//     input, maps 0 1 2 padded to 8      patch rows for a kernel of two columns
//     012..... 345..... 678.....         012345.......... 345678..........
//
// `patchRow[row, column][v * maps + c] = x[row, column + v, c]`
//
// So every patch is as many patch rows as the kernel has rows, one below the other, and a load of a
// panel never crosses from one line of the cache to the next. Where the whole of im2row would copy
// each number k * k times, this copies it k times, about a twentieth of what the gradients cost.
//
// Source: Chellapilla, Puri and Simard, *High Performance Convolutional Neural Networks for Document
// Processing*, 2006, section 3.2, which unrolls the input in this way for the first time.

/// How many numbers a patch row has: whole panels.
@inline(__always)
public func patchRowLength(maps: Int, kernelWidth: Int) -> Int {
  (kernelWidth &* maps &+ panelLanes &- 1) / panelLanes &* panelLanes
}

/// The patch rows of one pattern, and their gradients.
struct PatchRows {
  /// `[height, columns, length]`. What the end of a patch row holds, which belongs to no input, is
  /// undefined: weights there are zero.
  let numbers, gradients: UnsafeMutablePointer<Float>
  /// The input.
  let maps: Maps
  /// At how many columns the kernel can stand, and how many it has.
  let columns, width: Int
  let length: Int

  /// - Parameter numbers: with room for eight numbers more.
  @inline(__always)
  init(
    of maps: Maps, columns: Int, _ numbers: UnsafeMutablePointer<Float>,
    gradients: UnsafeMutablePointer<Float>
  ) {
    (self.numbers, self.gradients) = (numbers, gradients)
    (self.maps, self.columns, width) = (maps, columns, maps.width &- columns &+ 1)
    length = patchRowLength(maps: maps.maps, kernelWidth: width)
  }

  /// How far a patch row lies from the one of the row below.
  @inline(__always)
  var pitch: Int { columns &* length }
}

@inline(never)
func clearGradients(of rows: PatchRows) {
  fill(0, count: rows.maps.height &* rows.pitch, rows.gradients)
}

/// Copies one pattern of the input into patch rows.
///
/// - Shapes: `input` `[height, width, stride]`, of which 15 numbers more are read.
@inline(never)
func im2row(_ input: UnsafePointer<Float>, _ rows: PatchRows) {
  let (maps, stride) = (rows.maps.maps, rows.maps.stride)
  var (patchRow, row) = (rows.numbers, input)
  let last = row + rows.maps.count
  while row < last {
    var (x, column) = (row, 0)
    while column < rows.columns {
      if maps == stride {
        copyPanels(x, count: rows.length, to: patchRow)
      } else {
        // A position's padding is overwritten by the next position.
        var v = 0
        while v < rows.width {
          copyVectors(x + v &* stride, count: stride, to: patchRow + v &* maps)
          v &+= 1
        }
      }
      x += stride
      patchRow += rows.length
      column &+= 1
    }
    row += rows.maps.width &* stride
  }
}

/// The reverse of ``im2row``: adds to one pattern of the input's gradient what the gradients of
/// patch rows say about it,
/// `dx[row, j, c] += sum over v of patchRow[row, j - v][v * maps + c]`.
@inline(never)
func row2im(_ rows: PatchRows, inputGradient: UnsafeMutablePointer<Float>) {
  let (maps, stride) = (rows.maps.maps, rows.maps.stride)
  var (row, dx, rowsLeft) = (rows.gradients, inputGradient, rows.maps.height)
  while rowsLeft > 0 {
    // Column after column and not number after number: what was just stored is not read again at
    // once.
    var v = 0
    while v < rows.width {
      var (patchRow, position) = (row + v &* maps, dx + v &* stride)
      let end = row + rows.pitch
      while patchRow < end {
        var map = 0
        while map < stride {
          addVector(firstLanes(maps &- map, of: vector(patchRow, at: map)), to: position + map)
          map &+= lanes
        }
        patchRow += rows.length
        position += stride
      }
      v &+= 1
    }
    dx += rows.maps.width &* stride
    row += rows.pitch
    rowsLeft &-= 1
  }
}

/// A vector whose lanes behind the first ones are zero.
@inline(__always)
private func firstLanes(_ count: Int, of x: Vector) -> Vector {
  x.replacing(with: 0, where: IntegerVector(0, 1, 2, 3, 4, 5, 6, 7) .>= everyLane(integer: count))
}

@inline(__always)
private func copyVectors(
  _ x: UnsafePointer<Float>, count: Int, to y: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < count {
    store(vector(x, at: i), y, at: i)
    i &+= lanes
  }
}

@inline(__always)
private func copyPanels(
  _ x: UnsafePointer<Float>, count: Int, to y: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i < count {
    store(panel(x, at: i), y, at: i)
    i &+= panelLanes
  }
}
