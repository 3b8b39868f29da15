// ReLU, the rectifier, and its gradient.

/// What a function of each number computed, and the gradient that is carried back through it.
public typealias SlopeOperands = (
  output: Region, outputGradient: Region, count: Int32, inputGradient: Region
)

/// `y = max(0, x)`; a number that is none stays what it is.
///
/// - Source: Nair and Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines*,
///   ICML 2010.
@inline(never)
func rectifier(_ operands: ElementwiseOperands, _ memory: Memory) {
  let (x, y) = (memory[operands.input], memory[operands.output])
  for i in 0..<Int(operands.count) { y[i] = x[i] < 0 ? 0 : x[i] }
}

/// `dx += dy` where `y > 0`
@inline(never)
func rectifierGradient(_ operands: SlopeOperands, _ memory: Memory) {
  let (y, dy) = (memory[operands.output], memory[operands.outputGradient])
  let dx = memory[operands.inputGradient]
  for i in 0..<Int(operands.count) { dx[i] += y[i] > 0 ? dy[i] : 0 }
}
