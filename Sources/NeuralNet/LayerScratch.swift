import Kernels

/// Memory that a layer keeps from its forward to its backward pass, or needs for a moment.
public struct LayerScratch: Sendable {
  /// What pooling chose in each branch, before branches are added.
  var pooled: [Float] = []
  /// Which window of a pooling square won, for each number of the output.
  var winners: [Int32] = []
  /// Room for a list of gradients, see `Kernels/ListedGradients.swift`.
  var places: [Int32] = []
  var listed: [Float] = []
  /// Room for copies of weights and inputs where loads are fastest, see
  /// `Kernels/AlignedMemory.swift`.
  var rows: [Float] = []
  var inputs: [Float] = []
  private var squares: [Float] = []

  public init() {}

  /// Makes room, once; the numbers keep their values from then on.
  mutating func reserve(winners count: Int) {
    if winners.count < count { winners = [Int32](repeating: 0, count: count) }
  }

  /// Makes room, once, for what pooling chose.
  mutating func reserve(pooled count: Int) {
    if pooled.count < count { pooled = [Float](repeating: 0, count: count) }
  }

  /// Makes room, once, for a list of gradients and its end.
  mutating func reserve(listed count: Int) {
    guard listed.count < count + 1 else { return }
    places = [Int32](repeating: 0, count: count + 1)
    listed = [Float](repeating: 0, count: count + 1)
  }

  /// Makes room, once, for an aligned copy of weights.
  mutating func reserve(rows count: Int) {
    guard rows.count < count + slackOfRoom else { return }
    rows = [Float](repeating: 0, count: count + slackOfRoom)
  }

  /// Makes room, once, for an aligned copy of inputs.
  mutating func reserve(inputs count: Int) {
    guard inputs.count < count + slackOfRoom else { return }
    inputs = [Float](repeating: 0, count: count + slackOfRoom)
  }

  /// The squares of some numbers, in memory that is used again by the next call.
  mutating func squares(of numbers: [Float], kernels: KernelSet) -> [Float] {
    if squares.count < numbers.count { squares = [Float](repeating: 0, count: numbers.count) }
    kernels.patternDescent.squares(numbers, numbers.count, &squares)
    return squares
  }
}
