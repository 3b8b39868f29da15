// The fast gradients of the convolution. With the input as strips each row of the kernel is a
// matrix of its own, window by window, and both gradients are products of matrices.

/// Adds to the gradients of the weights and of the input's strips what the gradient at the output
/// says about one pattern.
///
/// `dw[o, u] += sum over p of dy[p, o] strip[p + u * columns]`,
/// `dstrip[p + u * columns] += sum over o of dy[p, o] w[o, u]`, for each row u of the kernel.
///
/// - Parameters:
///   - start: where the pattern's gradients begin.
///   - rows: how many rows the kernel has.
///   - columns: how many windows stand side by side.
///   - needsInput: whether the gradient of the input is wanted.
///   - strips, stripGradients: as ``unfolding`` makes them and ``folding`` reads them.
/// - Shapes: `outputGradient` `[windowCount, outputStride]`, `weights` and `weightGradient`
///   `[outputMaps, rows, stripLength]`.
/// - Complexity: `2 * windowCount * outputMaps * rows * stripLength` multiply-adds.
@inline(never)
public func convolutionGradients(
  _ outputGradient: UnsafePointer<Float>, from start: Int, outputStride: Int, outputMaps: Int,
  windowCount: Int, rows: Int, columns: Int, stripLength: Int, strips: UnsafePointer<Float>,
  weights: UnsafePointer<Float>, weightGradient: UnsafeMutablePointer<Float>, needsInput: Bool,
  stripGradients: UnsafeMutablePointer<Float>
) {
  let (x, dx, dy) = (alignedStart(strips), alignedStart(stripGradients), outputGradient + start)
  let rowLength = rows &* stripLength
  var row = 0
  while row < rows {
    let (number, place) = (row &* stripLength, row &* columns &* stripLength)
    // dw = transposed dy times x
    addMatrixProduct(
      dy, rowStep: 1, innerStep: outputStride, rows: outputMaps, inner: windowCount, x + place,
      bPitch: stripLength, columns: stripLength, to: weightGradient + number, cPitch: rowLength)
    if needsInput {
      // dx = dy times w
      addMatrixProduct(
        dy, rowStep: outputStride, innerStep: 1, rows: windowCount, inner: outputMaps,
        weights + number, bPitch: rowLength, columns: stripLength, to: dx + place,
        cPitch: stripLength)
    }
    row &+= 1
  }
}
