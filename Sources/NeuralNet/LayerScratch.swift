/// Memory that a layer keeps from its forward to its backward pass, or needs for a moment.
public struct LayerScratch: Sendable {
  /// What pooling chose in each branch, before branches are added.
  var pooled: [Float] = []
  /// Which window of a pooling square won, for each number of the output.
  var winners: [Int32] = []
  var lists = GradientListStorage()
  /// Room for a copy of the weights.
  var rows: [Float] = []
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

  /// Makes room, once, for a copy of weights that is moved to where loads are fastest.
  mutating func reserve(rows count: Int) {
    if rows.count < count + 16 { rows = [Float](repeating: 0, count: count + 16) }
  }

  /// The squares of some numbers, in memory that is used again by the next call.
  mutating func squares(of numbers: [Float], kernels: KernelSet) -> [Float] {
    if squares.count < numbers.count { squares = [Float](repeating: 0, count: numbers.count) }
    kernels.patternDescent.squares(numbers, numbers.count, &squares)
    return squares
  }
}

/// Room for the lists of gradients of `Kernels/ListedGradients.swift`.
struct GradientListStorage: Sendable {
  var places: [Int32] = []
  var gradients: [Float] = []
  var counts: [Int32] = []
  /// The gradients of one position that ReLU let pass.
  var passed: [Float] = []

  /// Makes room for some lists, each with one entry more than asked for, its end.
  mutating func reserve(lists: Int, entries: Int, passed passedCount: Int = 0) {
    let count = lists * (entries + 1)
    if places.count < count {
      places = [Int32](repeating: 0, count: count)
      gradients = [Float](repeating: 0, count: count)
    }
    if counts.count < lists { counts = [Int32](repeating: 0, count: lists) }
    if passed.count < passedCount { passed = [Float](repeating: 0, count: passedCount) }
  }
}
