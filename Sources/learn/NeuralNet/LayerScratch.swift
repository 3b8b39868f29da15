import Kernels

/// Memory that a layer keeps from its forward to its backward pass, or needs for a moment.
public struct LayerScratch: Sendable {
  /// What pooling chose in each branch, before branches are added.
  var pooled: [Float] = []
  /// Which window of a pooling square won, for each number of the output.
  var winners: [Int32] = []
  /// The gradients in front of pooling, and the places of the windows that won, for one pattern.
  var pooledGradients: [Float] = []
  var winnerPlaces: [Int32] = []
  /// Room for a list of those that count.
  var listedGradients: [Float] = []
  var listedPlaces: [Int32] = []
  /// The input of one pattern as strips, and what the gradient says about them; see
  /// `Kernels/Strips.swift`. Kernels find their places by the array's address, so it is never
  /// copied between unfolding and folding.
  var strips: [Float] = []
  var stripGradients: [Float] = []

  public init() {}

  /// Makes room, once; the numbers keep their values from then on.
  mutating func reserve(winners count: Int) {
    if winners.count < count { winners = [Int32](repeating: 0, count: count) }
  }

  /// Makes room, once, for what pooling chose.
  mutating func reserve(pooled count: Int) {
    if pooled.count < count { pooled = [Float](repeating: 0, count: count) }
  }

  /// Makes room, once, for the gradients of some windows in all maps.
  mutating func reserve(pooledGradients count: Int) {
    guard pooledGradients.count < count else { return }
    pooledGradients = [Float](repeating: 0, count: count)
    winnerPlaces = [Int32](repeating: 0, count: count)
  }

  /// Makes room, once, for a list of windows.
  mutating func reserve(listed count: Int) {
    guard listedPlaces.count < count else { return }
    listedGradients = [Float](repeating: 0, count: count)
    listedPlaces = [Int32](repeating: 0, count: count)
  }

  /// Makes room, once, for strips.
  mutating func reserve(strips count: Int) {
    guard strips.count < count + slackOfRoom else { return }
    strips = [Float](repeating: 0, count: count + slackOfRoom)
    stripGradients = strips
  }
}
