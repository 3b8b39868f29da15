// The fast gradients of the convolution. With the input as patch rows, see Im2Row.swift, each row of
// the kernel is a matrix of its own, patch by patch, and both gradients are products of matrices.

/// - `patchRows`, `patchRowGradients`: room for one pattern, see ``im2row``.
public typealias ConvolutionGradientOperands = (
  input: Region, inputMaps: MapShape, outputGradient: Region, outputMaps: MapShape,
  patterns: Int32, weights: Region, weightGradient: Region, needsInput: Bool,
  inputGradient: Region, patchRows: Region, patchRowGradients: Region
)

/// Adds to the gradients of the weights and, if it is wanted, of the input what the gradient at the
/// output says.
///
/// `dw[o, u] += sum over p of dy[p, o] patchRow[p + u * columns]`,
/// `dPatchRow[p + u * columns] += sum over o of dy[p, o] w[o, u]`, for each row u of the kernel.
///
/// - Shapes: `input` and `inputGradient` `[patterns]` + `inputMaps`, `outputGradient` `[patterns]` +
///   `outputMaps`, `weights` and `weightGradient` `[maps out, kernel rows, patchRowLength]`.
/// - Complexity: `2 * patterns * height * width * maps * rows * patchRowLength` multiply-adds,
///   where height, width and maps are the output's.
@inline(never)
func convolutionGradients(_ operands: ConvolutionGradientOperands, _ memory: Memory) {
  let (inputMaps, outputMaps) = (Maps(operands.inputMaps), Maps(operands.outputMaps))
  var (x, dx) = (memory[operands.input], memory[operands.inputGradient])
  var dy = memory[operands.outputGradient]
  let rows = PatchRows(
    of: inputMaps, columns: outputMaps.width, memory[operands.patchRows],
    gradients: memory[operands.patchRowGradients])
  let (length, kernelRows) = (rows.length, inputMaps.height &- outputMaps.height &+ 1)
  let patches = outputMaps.height &* outputMaps.width
  var left = operands.patterns
  while left > 0 {
    im2row(x, rows)
    if operands.needsInput { clearGradients(of: rows) }
    var row = 0
    while row < kernelRows {
      let (number, place) = (row &* length, row &* rows.pitch)
      // dw = transposed dy times x
      addMatrixProduct(
        dy, rowStep: 1, innerStep: outputMaps.stride, rows: outputMaps.maps, inner: patches,
        rows.numbers + place, bPitch: length, columns: length,
        to: memory[operands.weightGradient] + number, cPitch: kernelRows &* length)
      if operands.needsInput {
        // dx = dy times w
        addMatrixProduct(
          dy, rowStep: outputMaps.stride, innerStep: 1, rows: patches, inner: outputMaps.maps,
          memory[operands.weights] + number, bPitch: kernelRows &* length, columns: length,
          to: rows.gradients + place, cPitch: length)
      }
      row &+= 1
    }
    if operands.needsInput { row2im(rows, inputGradient: dx) }
    x += inputMaps.count
    dx += inputMaps.count
    dy += outputMaps.count
    left &-= 1
  }
}
