import Kernels
import NeuralNet
import Testing

@Suite("Radial basis functions")
struct RadialBasisTests {
  @Test(
    "Distances and gradients agree with the plain loops", arguments: KernelBuild.runnable,
    [(1, 84, 10), (3, 84, 10), (2, 1, 1), (5, 7, 3), (2, 8, 9), (4, 9, 2)])
  func agrees(kernels: KernelBuild, size: (patterns: Int, units: Int, classes: Int)) {
    let (patterns, units, classes) = size
    // Rows longer than they need be, as the layers' memory has them.
    let (inputStride, outputStride) = (units + 3, classes + 5)
    let input = randomNumbers(patterns * inputStride, seed: 1)
    let codes = randomNumbers(classes * units, seed: 2)
    var outputGradient = randomNumbers(patterns * outputStride, seed: 3)
    outputGradient[0] = 0

    let results = [false, true].map { isPlain in
      var machine = Machine()
      let (x, w) = (machine.put(input), machine.put(codes))
      let output = machine.put([Float](repeating: 7, count: patterns * outputStride))
      machine.run(
        .radialBasis(
          (
            isPlain: isPlain, input: x, inputStride: Int32(inputStride),
            patterns: Int32(patterns), units: Int32(units), codes: w, classes: Int32(classes),
            output: output, outputStride: Int32(outputStride)
          )), kernels)
      let gradient = machine.put(randomNumbers(patterns * inputStride, seed: 4))
      machine.run(
        .radialBasisGradient(
          (
            isPlain: isPlain, input: x, inputStride: Int32(inputStride),
            outputGradient: machine.put(outputGradient), patterns: Int32(patterns),
            units: Int32(units), codes: w, classes: Int32(classes),
            outputStride: Int32(outputStride), inputGradient: gradient
          )), kernels)
      return (
        machine.numbers(patterns * outputStride, at: output),
        machine.numbers(patterns * inputStride, at: gradient)
      )
    }
    #expect(difference(results[0].0, results[1].0) < 1e-5)
    #expect(difference(results[0].1, results[1].1) < 1e-5)
  }

  @Test("The smallest numbers by hand", arguments: [true, false])
  func byHand(isPlain: Bool) {
    var machine = Machine()
    let input = machine.put([1, -1, 0.5] as [Float])
    let codes = machine.put([1, -1, 1, -1, -1, -1] as [Float])
    let output = machine.put([0, 0] as [Float])
    machine.run(
      .radialBasis(
        (
          isPlain: isPlain, input: input, inputStride: 3, patterns: 1, units: 3, codes: codes,
          classes: 2, output: output, outputStride: 2
        )), .baseline)
    #expect(machine.numbers(2, at: output) == [0.25, 6.25])
    let curvature = machine.put([0, 0, 0] as [Float])
    machine.run(
      .radialBasisCurvature(
        (
          input: input, inputStride: 3, outputGradient: machine.put([1, -1] as [Float]),
          outputCurvature: machine.put([0, 0.5] as [Float]), patterns: 1, units: 3, codes: codes,
          classes: 2, outputStride: 2, inputCurvature: curvature
        )), .baseline)
    // Two for the first distance; for the second half the squared slope, (2 * 2)^2, 0 and 3^2.
    #expect(machine.numbers(3, at: curvature) == [10, 2, 6.5])
  }
}
