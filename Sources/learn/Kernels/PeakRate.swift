// How fast this processor multiplies and adds if nothing else holds it up: what the rates of the
// other kernels are shares of.

#if AVX512
  private typealias Register = SIMD16<Float>
#elseif FMA
  private typealias Register = SIMD8<Float>
#else
  // Without AVX a vector of eight would fill two registers, and twelve of them all and more.
  private typealias Register = SIMD4<Float>
#endif

/// - `multiplyAdds`: a multiple of 192 is done exactly, any other number less its remainder.
/// - `factors`: by which sums are multiplied, below 1 or they overflow, and what is then added.
public typealias RegisterPeakOperands = (multiplyAdds: Int32, factors: Region, output: Region)

/// Does a number of multiply-adds on registers alone, and stores what they come to.
///
/// `sum <- factor * sum + summand`, in twelve sums that wait for nobody but themselves: enough to
/// fill two units that each take four cycles, and with the two constants still few enough for
/// sixteen registers.
@inline(never)
func registerPeak(_ operands: RegisterPeakOperands, _ memory: Memory) {
  let factor = Register(repeating: memory[operands.factors][0])
  let summand = Register(repeating: memory[operands.factors][1])
  var (a, b, c, d) = (summand, summand, summand, summand)
  var (e, f, g, h) = (summand, summand, summand, summand)
  var (i, j, k, l) = (summand, summand, summand, summand)
  var rest = Int(operands.multiplyAdds)
  while rest >= 12 &* Register.scalarCount {
    next(&a, factor, summand)
    next(&b, factor, summand)
    next(&c, factor, summand)
    next(&d, factor, summand)
    next(&e, factor, summand)
    next(&f, factor, summand)
    next(&g, factor, summand)
    next(&h, factor, summand)
    next(&i, factor, summand)
    next(&j, factor, summand)
    next(&k, factor, summand)
    next(&l, factor, summand)
    rest &-= 12 &* Register.scalarCount
  }
  let sums = (a + b + c + d) + (e + f + g + h) + (i + j + k + l)
  memory[operands.output].pointee = sums.sum()
}

@inline(__always)
private func next(_ sum: inout Register, _ factor: Register, _ summand: Register) {
  #if FMA
    sum = summand.addingProduct(sum, factor)
  #else
    sum = sum * factor + summand
  #endif
}
