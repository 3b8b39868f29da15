// The fast gradients of the convolution. With the input as patch rows, see Im2Row.swift, each row of
// the kernel is a matrix of its own, patch by patch, and both gradients are products of matrices.

/// Adds to the gradients of the weights and, if it is wanted, of the input what the gradient at the
/// output says.
///
/// `dw[o, u] += sum over p of dy[p, o] patchRow[p + u * columns]`,
/// `dPatchRow[p + u * columns] += sum over o of dy[p, o] w[o, u]`, for each row u of the kernel.
///
/// - Parameters:
///   - needsInput: whether the gradient of the input is wanted.
///   - patchRows, patchRowGradients: room for one pattern, see ``im2row``.
/// - Shapes: `input` and `inputGradient` `[patterns]` + `inputMaps`, `outputGradient` `[patterns]` +
///   `outputMaps`, `weights` and `weightGradient` `[maps out, kernel rows, patchRowLength]`.
/// - Complexity: `2 * patterns * height * width * maps * rows * patchRowLength` multiply-adds,
///   where height, width and maps are the output's.
@inline(never)
func convolutionGradients(
  _ input: UnsafePointer<Float>, inputMaps: Maps, outputGradient: UnsafePointer<Float>,
  outputMaps: Maps, patterns: Int, weights: UnsafePointer<Float>,
  weightGradient: UnsafeMutablePointer<Float>, needsInput: Bool,
  inputGradient: UnsafeMutablePointer<Float>, patchRows: UnsafeMutablePointer<Float>,
  patchRowGradients: UnsafeMutablePointer<Float>
) {
  let (rows, columns) = (inputMaps.height &- outputMaps.height &+ 1, outputMaps.width)
  let (width, patches) = (inputMaps.width &- columns &+ 1, outputMaps.height &* columns)
  let length = patchRowLength(maps: inputMaps.maps, kernelWidth: width)
  var pattern = 0
  while pattern < patterns {
    let dy = outputGradient + pattern &* outputMaps.count
    im2row(
      input + pattern &* inputMaps.count, height: inputMaps.height, columns: columns, width: width,
      maps: inputMaps.maps, stride: inputMaps.stride, patchRows: patchRows)
    if needsInput {
      fill(0, count: inputMaps.height &* columns &* length, output: patchRowGradients)
    }
    var row = 0
    while row < rows {
      let (number, place) = (row &* length, row &* columns &* length)
      // dw = transposed dy times x
      addMatrixProduct(
        dy, rowStep: 1, innerStep: outputMaps.stride, rows: outputMaps.maps, inner: patches,
        patchRows + place, bPitch: length, columns: length, to: weightGradient + number,
        cPitch: rows &* length)
      if needsInput {
        // dx = dy times w
        addMatrixProduct(
          dy, rowStep: outputMaps.stride, innerStep: 1, rows: patches, inner: outputMaps.maps,
          weights + number, bPitch: rows &* length, columns: length,
          to: patchRowGradients + place, cPitch: length)
      }
      row &+= 1
    }
    if needsInput {
      row2im(
        patchRowGradients, height: inputMaps.height, columns: columns, width: width,
        maps: inputMaps.maps, stride: inputMaps.stride,
        inputGradient: inputGradient + pattern &* inputMaps.count)
    }
    pattern &+= 1
  }
}
