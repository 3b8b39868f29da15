/// The weights of a layer that sums windows, in the orders in which the kernels read them.
///
/// Weights arrive as `[outputMaps, maps, height, width]`, row-major, and are rearranged twice:
/// * panels, for the forward pass: `[panel][tap][16 output maps]`, the last panel 8 wide if the
///   number of vectors is odd; or one panel of twins, see `Kernels/TwinConvolution.swift`;
/// * rows, for the backward pass: for each output map its weights in one of two orders.
package struct WindowWeights: Sendable {
  /// The order of the weights of one output map.
  enum RowOrder {
    /// That of the input in memory, for a window that covers all of it.
    case input
    /// `[row of the kernel][strip]`, see `Kernels/Strips.swift`.
    case strips(Strips)
  }

  private let kernels: KernelSet
  /// How many output maps all branches have together.
  let outputMaps: Int
  /// How many branches share the input, each with weights and biases of its own.
  private let branches: Int
  /// How many vectors of eight hold the output maps.
  let outputVectors: Int
  /// How many vectors of eight the panels have side by side: those of the output maps, or two of
  /// the same maps if they are twins.
  let panelVectors: Int
  /// Where each input of a window lies, tap by tap as the weights of one output map; of a window one
  /// column wider if maps are twins.
  let taps: [Int32]
  /// How many numbers the row of one output map has, a multiple of 16.
  let rowLength: Int
  /// For each number of the panels the index of its weight, -1 where there is none.
  private let panelIndexes: [Int32]
  /// For each number of the rows the index of its weight, -1 where there is none.
  private let rowIndexes: [Int32]
  /// For each number of the panels its place in the rows, -1 where there is none.
  private let panelPlacesInRows: [Int32]
  /// For each weight the index of its number in the rows, -1 if the weight is not connected.
  private let placesInRows: [Int32]

  /// - Parameter areTwins: whether the forward pass is that of twins, at most eight maps.
  init(
    _ window: Window, rows order: RowOrder, outputMaps: Int, table: ConnectionTable?,
    branches: Int = 1, areTwins: Bool = false, kernels: KernelSet
  ) {
    self.kernels = kernels
    self.branches = branches
    self.outputMaps = outputMaps
    outputVectors = (outputMaps + 7) / 8
    panelVectors = areTwins ? 2 : outputVectors
    taps = (areTwins ? window.widened : window).places.map { Int32(window.tap($0)) }
    panelIndexes =
      areTwins
      ? window.twinIndexes(outputMaps: outputMaps)
      : window.panelIndexes(outputMaps: outputMaps, vectors: outputVectors)

    let placesInRow: [Int]
    switch order {
    case .input:
      placesInRow = window.places.map(window.tap)
      rowLength = (window.input.count + 15) / 16 * 16
    case .strips(let strips):
      placesInRow = window.places.map { place in
        place.row * strips.length + place.column * window.input.maps + place.map
      }
      rowLength = window.height * strips.length
    }
    let (rowLength, inputsPerMap) = (rowLength, window.height * window.width)
    placesInRows = (0..<outputMaps).flatMap { map in
      placesInRow.enumerated().map { tap, place in
        let column = map % (table?.outputMaps ?? outputMaps)
        let isConnected = table?.connects(input: tap / inputsPerMap, output: column) ?? true
        return isConnected ? Int32(map * rowLength + place) : -1
      }
    }
    var rowIndexes = [Int32](repeating: -1, count: outputMaps * rowLength)
    for (weight, place) in placesInRows.enumerated() where place >= 0 {
      rowIndexes[Int(place)] = Int32(weight)
    }
    self.rowIndexes = rowIndexes
    let placesInRows = placesInRows
    panelPlacesInRows = panelIndexes.map { $0 < 0 ? -1 : placesInRows[Int($0)] }
  }

  /// - Parameter parameters: the weights and biases of one branch after the other.
  func pack(_ parameters: ArraySlice<Tensor>, into packed: inout PackedParameters) {
    if packed.panels.isEmpty {
      packed.panels = [Float](repeating: 0, count: panelIndexes.count)
      packed.rows = [Float](repeating: 0, count: rowIndexes.count)
      packed.bias = [Float](repeating: 0, count: panelVectors * 8)
    }
    let pairs = stride(from: parameters.startIndex, to: parameters.endIndex, by: 2)
    let weights = Self.joined(pairs.map { parameters[$0].scalars })
    kernels.gathering(weights, panelIndexes, panelIndexes.count, &packed.panels)
    kernels.gathering(weights, rowIndexes, rowIndexes.count, &packed.rows)
    packed.bias.replaceSubrange(
      0..<outputMaps, with: Self.joined(pairs.map { parameters[$0 + 1].scalars }))
    repeatBias(&packed.bias)
  }

  /// Gives the second of twins the same biases as the first.
  private func repeatBias(_ bias: inout [Float]) {
    guard panelVectors > outputVectors else { return }
    for map in 0..<outputMaps { bias[8 + map] = bias[map] }
  }

  /// One array is returned as it is.
  private static func joined(_ arrays: [[Float]]) -> [Float] {
    arrays.count == 1 ? arrays[0] : arrays.flatMap { $0 }
  }

  /// Takes a step of descent: each parameter w with gradient g becomes `w - scale * rate * g`.
  func descend(
    _ gradient: PackedGradient, rates: PackedGradient, scale: Float,
    parameters: inout PackedParameters
  ) {
    let descent = kernels.patternDescent.descent
    descent(gradient.rows, rates.rows, scale, gradient.rows.count, &parameters.rows)
    descent(gradient.bias, rates.bias, scale, outputMaps, &parameters.bias)
    repeatBias(&parameters.bias)
    kernels.gathering(
      parameters.rows, panelPlacesInRows, panelPlacesInRows.count, &parameters.panels)
  }

  func makeGradient() -> PackedGradient {
    PackedGradient(rows: rowIndexes.count, bias: outputVectors * 8)
  }

  /// Weights and biases, row-major, of one branch after the other.
  func unpack(_ gradient: PackedGradient) -> [[Float]] {
    var weights = [Float](repeating: 0, count: placesInRows.count)
    kernels.gathering(gradient.rows, placesInRows, placesInRows.count, &weights)
    guard branches > 1 else { return [weights, Array(gradient.bias.prefix(outputMaps))] }
    let (weightCount, maps) = (weights.count / branches, outputMaps / branches)
    var arrays: [[Float]] = []
    for branch in 0..<branches {
      arrays.append(Array(weights[branch * weightCount..<(branch + 1) * weightCount]))
      arrays.append(Array(gradient.bias[branch * maps..<(branch + 1) * maps]))
    }
    return arrays
  }
}
