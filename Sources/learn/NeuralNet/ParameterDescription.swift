/// One tensor of weights or biases.
public struct ParameterDescription: Sendable, Hashable {
  /// What the parameter is to its layer: `weight`, `bias` or `coefficient`.
  public var role: String
  public var shape: [Int]
  /// How many inputs each unit sums; one number for each index of the first dimension.
  public var fanIns: [Int]
  /// Whether each number multiplies the sum of its unit's inputs, so that 1/fan-in makes it the
  /// average.
  public var multipliesSum = false
  /// Which weights of a tensor `[maps, maps in, ...]` are there; the others are zero and stay so.
  public var table: ConnectionTable?

  /// - Parameter fanIn: how many inputs one unit sums.
  public init(role: String, shape: [Int], fanIn: Int, multipliesSum: Bool = false) {
    self.role = role
    self.shape = shape
    self.multipliesSum = multipliesSum
    fanIns = [Int](repeating: fanIn, count: shape[0])
  }

  /// A parameter of units of which each sums a number of its own of inputs.
  public init(role: String, shape: [Int], fanIns: [Int], table: ConnectionTable? = nil) {
    self.role = role
    self.shape = shape
    self.fanIns = fanIns
    self.table = table
  }

  /// How many numbers there are to learn.
  public var count: Int {
    guard let table else { return shape.reduce(1, *) }
    return table.kernels * shape.dropFirst(2).reduce(1, *)
  }

  /// For each number of the tensor, row-major, whether it is there to learn.
  public var isLearned: [Bool] {
    guard let table else { return [Bool](repeating: true, count: shape.reduce(1, *)) }
    let kernel = shape.dropFirst(2).reduce(1, *)
    return (0..<table.outputMaps).flatMap { output in
      (0..<table.inputMaps).flatMap { input in
        [Bool](repeating: table.connects(input: input, output: output), count: kernel)
      }
    }
  }

  /// First numbers, each drawn from the range that its unit's fan-in gives.
  func draw(
    _ initialization: Initialization, using generator: inout SeededGenerator
  ) -> Tensor {
    if multipliesSum, initialization.subsamplingBeginsAsAverage {
      return Tensor(shape: shape, scalars: fanIns.map { 1 / Float($0) })
    }
    let numbersPerUnit = shape.dropFirst().reduce(1, *)
    let scalars = isLearned.enumerated().map { index, isLearned in
      let bound = initialization.bound(fanIn: fanIns[index / numbersPerUnit])
      return isLearned ? generator.uniform(in: -bound...bound) : 0
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}
