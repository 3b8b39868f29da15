// The product of two matrices, which the gradients of convolutions and of fully connected layers are.
//
// A tile of the product is four rows and two registers of columns: eight sums, as many as two
// multiply-adds a cycle of four cycles each need, and every number that is loaded serves at least
// two of them:
//
//                     b  [ x x x x | y y y y ]   a row of two registers
//     a  [ f0 ]          [  sum0   | other0  ]
//        [ f1 ]          [  sum1   | other1  ]   eight sums stay in registers while
//        [ f2 ]          [  sum2   | other2  ]   a's columns and b's rows go by
//        [ f3 ]          [  sum3   | other3  ]
//
// Nothing is rearranged first: the matrices of these networks are so small that it would not pay.
//
// Source: Van Zee and van de Geijn, *BLIS: A Framework for Rapidly Instantiating BLAS Functionality*,
// 2015, DOI 10.1145/2764454, whose micro-kernel this is.
//
// Tried and given up: two rows and five registers, which load more and take a third longer.

public typealias MatrixProductOperands = (
  a: Region, rowStep: Int32, innerStep: Int32, rows: Int32, inner: Int32, b: Region,
  bPitch: Int32, columns: Int32, c: Region, cPitch: Int32
)

/// As ``addMatrixProduct``.
@inline(never)
func matrixProduct(_ operands: MatrixProductOperands, _ memory: Memory) {
  addMatrixProduct(
    memory[operands.a], rowStep: Int(operands.rowStep), innerStep: Int(operands.innerStep),
    rows: Int(operands.rows), inner: Int(operands.inner), memory[operands.b],
    bPitch: Int(operands.bPitch), columns: Int(operands.columns), to: memory[operands.c],
    cPitch: Int(operands.cPitch))
}

/// `c[r, i] += sum over k of a[r * rowStep + k * innerStep] b[k, i]`
///
/// - Parameters:
///   - rowStep, innerStep: how far the numbers of a lie apart, so that it may be transposed.
///   - inner: how many numbers are added.
///   - columns: a multiple of 16. They may be more than `cPitch`, so that rows of c reach into the
///     next ones, if b is zero there.
/// - Shapes: `b` `[inner, bPitch]`, `c` `[rows, cPitch]`.
/// - Complexity: `rows * inner * columns` multiply-adds.
@inline(never)
func addMatrixProduct(
  _ a: UnsafePointer<Float>, rowStep: Int, innerStep: Int, rows: Int, inner: Int,
  _ b: UnsafePointer<Float>, bPitch: Int, columns: Int, to c: UnsafeMutablePointer<Float>,
  cPitch: Int
) {
  var row = 0
  while row < rows {
    // Rows after the last one are the last one again, and are written with the same numbers.
    let last = rows &- 1 &- row
    let (second, third, fourth) = (min(1, last), min(2, last), min(3, last))
    let factors = a + row &* rowStep
    let target = c + row &* cPitch
    var column = 0
    while column < columns {
      let isPair = column &+ 2 &* wideLanes <= columns
      addTile(
        factors, factors + second &* rowStep, factors + third &* rowStep,
        factors + fourth &* rowStep, step: innerStep, count: inner, b + column, pitch: bPitch,
        next: isPair ? wideLanes : 0,
        to: target + column, target + (second &* cPitch &+ column),
        target + (third &* cPitch &+ column), target + (fourth &* cPitch &+ column))
      column &+= isPair ? 2 &* wideLanes : wideLanes
    }
    row &+= 4
  }
}

/// Adds to four rows of the product, in one register of columns and the next one.
///
/// - Parameter next: where the second register lies; 0 if there is none.
// Not inlined, so that all of its pointers stay in registers.
@inline(never)
private func addTile(
  _ a0: UnsafePointer<Float>, _ a1: UnsafePointer<Float>, _ a2: UnsafePointer<Float>,
  _ a3: UnsafePointer<Float>, step: Int, count: Int, _ b: UnsafePointer<Float>, pitch: Int,
  next: Int, to c0: UnsafeMutablePointer<Float>, _ c1: UnsafeMutablePointer<Float>,
  _ c2: UnsafeMutablePointer<Float>, _ c3: UnsafeMutablePointer<Float>
) {
  var (sum0, other0) = (wide(c0, at: 0), wide(c0, at: next))
  var (sum1, other1) = (wide(c1, at: 0), wide(c1, at: next))
  var (sum2, other2) = (wide(c2, at: 0), wide(c2, at: next))
  var (sum3, other3) = (wide(c3, at: 0), wide(c3, at: next))
  var (row, place) = (b, 0)
  var left = count
  while left > 0 {
    let (x, y) = (wide(row, at: 0), wide(row, at: next))
    addProducts(a0[place], x, y, to: &sum0, &other0)
    addProducts(a1[place], x, y, to: &sum1, &other1)
    addProducts(a2[place], x, y, to: &sum2, &other2)
    addProducts(a3[place], x, y, to: &sum3, &other3)
    row += pitch
    place &+= step
    left &-= 1
  }
  // The ends of rows first: they may be the beginnings of the next rows.
  store(other0, c0, at: next)
  store(other1, c1, at: next)
  store(other2, c2, at: next)
  store(other3, c3, at: next)
  store(sum0, c0, at: 0)
  store(sum1, c1, at: 0)
  store(sum2, c2, at: 0)
  store(sum3, c3, at: 0)
}

@inline(__always)
private func addProducts(
  _ factor: Float, _ x: Wide, _ y: Wide, to sum: inout Wide, _ other: inout Wide
) {
  addProduct(Wide(repeating: factor), x, to: &sum)
  addProduct(Wide(repeating: factor), y, to: &other)
}
