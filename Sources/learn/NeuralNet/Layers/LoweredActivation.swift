import Kernels

/// A function of each number alone, as instructions.
struct LoweredActivation: LoweredLayer {
  let output: MapLayout
  let function: @Sendable (ElementwiseOperands) -> Instruction
  let gradient, curvature: @Sendable (SlopeOperands) -> Instruction

  func forward(_ pass: Pass) -> [Instruction] {
    [function((input: pass.input, count: pass.count(output), output: pass.output))]
  }

  func gradients(_ pass: Pass) -> [Instruction] { [gradient(slopes(pass))] }

  func curvatures(_ pass: Pass) -> [Instruction] { [curvature(slopes(pass.ofCurvatures))] }

  private func slopes(_ pass: Pass) -> SlopeOperands {
    (
      output: pass.output, outputGradient: pass.outputGradient, count: pass.count(output),
      inputGradient: pass.inputGradient
    )
  }
}
