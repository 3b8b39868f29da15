/// The weights of a layer that sums windows, in the orders in which the kernels read them.
///
/// Weights arrive as `[outputMaps, maps, height, width]`, row-major, and are rearranged twice:
/// * panels, for the forward pass: `[panel][tap][16 output maps]`, the last panel 8 wide if the
///   number of vectors is odd; or one panel of twins, see `Kernels/TwinConvolution.swift`;
/// * rows, for the backward pass: `[output map][segment][8]`, where a row of a
///   window is covered by segments.
struct WindowWeights: Sendable {
  let kernels: KernelSet
  let outputMaps: Int
  /// How many vectors of eight hold the output maps.
  let outputVectors: Int
  /// Where each input of a window lies; tap by tap as the weights of one output map.
  let taps: [Int32]
  /// Where each segment of a window lies; as many as a multiple of five.
  let segments: [Int32]
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
    input: MapLayout, outputMaps: Int, height: Int, width: Int, table: ConnectionTable?,
    areTwins: Bool = false, kernels: KernelSet
  ) {
    self.kernels = kernels
    self.outputMaps = outputMaps
    outputVectors = (outputMaps + 7) / 8
    let lanes = 8
    let segmentsPerRow = (width * input.stride + lanes - 1) / lanes
    let window = Window(maps: input.maps, height: height, width: width)
    taps = (areTwins ? window.widened : window).places.map { place in
      Int32(place.row * input.rowPitch + place.column * input.stride + place.map)
    }
    let placesInRow = window.places.map { place in
      place.row * segmentsPerRow * lanes + place.column * input.stride + place.map
    }

    var segments = (0..<height).flatMap { u in
      (0..<segmentsPerRow).map { Int32(u * input.rowPitch + lanes * $0) }
    }
    // The segments that round the number up hold no weights, so they may lie anywhere.
    while segments.count % 5 != 0 { segments.append(0) }
    self.segments = segments

    panelIndexes =
      areTwins
      ? window.twinIndexes(outputMaps: outputMaps)
      : window.panelIndexes(outputMaps: outputMaps, vectors: outputVectors)
    let rowLength = lanes * segments.count
    placesInRows = (0..<outputMaps).flatMap { map in
      placesInRow.enumerated().map { tap, place in
        let column = map % (table?.outputMaps ?? outputMaps)
        let isConnected = table?.connects(input: tap / (height * width), output: column) ?? true
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
      packed.bias = [Float](repeating: 0, count: outputVectors * 8)
    }
    let branches = stride(from: parameters.startIndex, to: parameters.endIndex, by: 2)
    let weights = Self.joined(branches.map { parameters[$0].scalars })
    kernels.gathering(weights, panelIndexes, panelIndexes.count, &packed.panels)
    kernels.gathering(weights, rowIndexes, rowIndexes.count, &packed.rows)
    packed.bias.replaceSubrange(
      0..<outputMaps, with: Self.joined(branches.map { parameters[$0 + 1].scalars }))
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
    kernels.gathering(
      parameters.rows, panelPlacesInRows, panelPlacesInRows.count, &parameters.panels)
  }

  func makeGradient() -> PackedGradient {
    PackedGradient(rows: rowIndexes.count, bias: outputVectors * 8)
  }

  /// Weights and biases, row-major, of one branch after the other.
  func unpack(_ gradient: PackedGradient, branches: Int = 1) -> [[Float]] {
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

/// What a kernel sees of its input, and how its weights are put into panels.
private struct Window {
  var maps: Int
  var height: Int
  var width: Int

  var count: Int { maps * height * width }

  /// The same window with one column more.
  var widened: Window { Window(maps: maps, height: height, width: width + 1) }

  /// The inputs in the order of the weights.
  var places: [(map: Int, row: Int, column: Int)] {
    (0..<count).map { ($0 / (height * width), $0 / width % height, $0 % width) }
  }

  /// For each number of the panels the index of its weight, -1 where there is none.
  func panelIndexes(outputMaps: Int, vectors: Int) -> [Int32] {
    var indexes: [Int32] = []
    for first in stride(from: 0, to: vectors, by: 2) {
      for tap in 0..<count {
        for map in first * 8..<min(first + 2, vectors) * 8 {
          indexes.append(map < outputMaps ? Int32(map * count + tap) : -1)
        }
      }
    }
    return indexes
  }

  /// The same for a panel of twins: eight maps, and the same maps one column to the right.
  func twinIndexes(outputMaps: Int) -> [Int32] {
    widened.places.flatMap { place in
      (0..<16).map { lane in
        let (map, column) = (lane % 8, place.column - lane / 8)
        guard map < outputMaps, (0..<width).contains(column) else { return -1 }
        return Int32(map * count + (place.map * height + place.row) * width + column)
      }
    }
  }
}
