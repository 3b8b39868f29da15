// ReLU, the rectifier, and its gradient.

/// `y = max(0, x)`
///
/// - Source: Nair and Hinton, *Rectified Linear Units Improve Restricted Boltzmann Machines*,
///   ICML 2010.
@inline(never)
func plainRectifier(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    output[i] = input[i] < 0 ? 0 : input[i]
  }
}

/// `dx += dy` where `y > 0`
@inline(never)
func plainRectifierGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, count: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  for i in 0..<count {
    inputGradient[i] += output[i] > 0 ? outputGradient[i] : 0
  }
}

/// ``plainRectifier``, a register of numbers at a time.
@inline(never)
func rectifier(
  _ input: UnsafePointer<Float>, count: Int, output: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let x = wide(input, at: i)
    store(x.replacing(with: Wide(), where: x .< Wide()), output, at: i)
    i &+= wideLanes
  }
  while i < count {
    output[i] = input[i] < 0 ? 0 : input[i]
    i &+= 1
  }
}

/// ``plainRectifierGradient``, a register of numbers at a time.
@inline(never)
func rectifierGradient(
  _ output: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>, count: Int,
  inputGradient: UnsafeMutablePointer<Float>
) {
  var i = 0
  while i &+ wideLanes <= count {
    let gradient = wide(outputGradient, at: i)
    let passed = Wide().replacing(with: gradient, where: wide(output, at: i) .> Wide())
    store(wide(inputGradient, at: i) + passed, inputGradient, at: i)
    i &+= wideLanes
  }
  while i < count {
    inputGradient[i] += output[i] > 0 ? outputGradient[i] : 0
    i &+= 1
  }
}
