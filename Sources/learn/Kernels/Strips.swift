// Strips: the input of a convolution as its gradients read it.
//
// A kernel of k columns sees k neighbouring positions of each row at once: k times the input maps,
// which lie almost side by side in memory. A strip is a copy of just these numbers, without the
// padding between positions, filled up to whole panels, and there is one for every row of the
// input and every column at which a kernel can stand:
//
// `strip[row, column][v * maps + c] = x[row, column + v, c]`
//
// So every window is as many strips as the kernel has rows, one below the other, and a load of a
// panel never crosses from one line of the cache to the next. Copying costs about a twentieth of
// what the gradients cost that read the copy.

/// Copies one pattern of the input into strips.
///
/// - Parameters:
///   - start: where the pattern begins.
///   - width: how many columns the kernel has.
///   - columns: at how many columns it can stand.
///   - strips: with ``slackOfRoom``. What the end of a strip holds, which belongs to no input, is
///     undefined: weights there are zero.
/// - Shapes: `input` `[height, columns + width - 1, stride]` and 15 numbers more, `strips`
///   `[height, columns, stripLength]`.
@inline(never)
public func unfolding(
  _ input: UnsafePointer<Float>, from start: Int, height: Int, columns: Int, width: Int,
  maps: Int, stride: Int, stripLength: Int, strips: UnsafeMutablePointer<Float>
) {
  var strip = alignedStart(strips)
  var row = input + start
  let rowPitch = (columns &+ width &- 1) &* stride
  let last = row + height &* rowPitch
  while row < last {
    var x = row
    var column = 0
    while column < columns {
      if maps == stride {
        copyPanels(x, count: stripLength, to: strip)
      } else {
        // A position's padding is overwritten by the next position.
        var v = 0
        while v < width {
          copyVectors(x + v &* stride, count: stride, to: strip + v &* maps)
          v &+= 1
        }
      }
      x += stride
      strip += stripLength
      column &+= 1
    }
    row += rowPitch
  }
}

/// Adds to one pattern of the input's gradient what strips of gradients say about it:
/// `dx[row, j, c] += sum over v of strip[row, j - v][v * maps + c]`.
///
/// - Parameters and Shapes: as of ``unfolding``.
@inline(never)
public func folding(
  _ strips: UnsafePointer<Float>, height: Int, columns: Int, width: Int, maps: Int, stride: Int,
  stripLength: Int, inputGradient: UnsafeMutablePointer<Float>, from start: Int
) {
  var row = alignedStart(strips)
  var dx = inputGradient + start
  var rowsLeft = height
  while rowsLeft > 0 {
    // Column after column and not number after number: what was just stored is not read again at
    // once.
    var v = 0
    while v < width {
      var (strip, position) = (row + v &* maps, dx + v &* stride)
      let end = row + columns &* stripLength
      while strip < end {
        var map = 0
        while map < stride {
          addVector(firstLanes(maps &- map, of: vector(strip, at: map)), to: position + map)
          map &+= lanes
        }
        strip += stripLength
        position += stride
      }
      v &+= 1
    }
    dx += (columns &+ width &- 1) &* stride
    row += columns &* stripLength
    rowsLeft &-= 1
  }
}

/// A vector whose lanes behind the first ones are zero.
@inline(__always)
private func firstLanes(_ count: Int, of x: Vector) -> Vector {
  let numbers = IntegerVector(0, 1, 2, 3, 4, 5, 6, 7)
  return x.replacing(
    with: 0, where: numbers .>= IntegerVector(repeating: Int32(truncatingIfNeeded: count)))
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
