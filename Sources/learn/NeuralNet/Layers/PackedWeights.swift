import Kernels

/// The weights and biases of a convolution or a fully connected layer, in the two orders in which
/// the fast kernels read them.
///
/// * Rows: for each output map its weights, and behind all rows the biases. Gradients have this
///   order, and steps are taken in it.
/// * Panels, for the forward pass: `[panel][tap][16 output maps]`, the last panel 8 wide if the number
///   of vectors is odd. They are a copy, made anew after each step.
///
/// Panels as GEMM libraries pack them: Goto and van de Geijn, *Anatomy of High-Performance Matrix
/// Multiplication*, 2008, DOI 10.1145/1356052.1356053.
struct PackedWeights: Sendable {
  /// The order of the weights of one row.
  enum RowOrder {
    /// That of the input in memory, for a kernel that covers all of it.
    case input
    /// `[row of the kernel][patch row]`, see `Kernels/Im2Row.swift`.
    case patchRows
  }

  /// How many output maps all branches have together.
  let outputMaps: Int
  /// How many vectors of eight hold the output maps.
  var outputVectors: Int { (outputMaps + 7) / 8 }
  /// How many vectors of eight the panels have side by side: those of the output maps, or two of the
  /// same maps if columns are computed in pairs.
  let panelVectors: Int
  /// How many numbers the row of one output map has, a multiple of 16.
  let rowLength: Int
  let packed: PackedParameters
  let panels, panelBias: Region
  /// Where each input of a patch lies, counted from the patch's start.
  let taps: Region
  let tapCount: Int

  var rows: Region { packed.region }
  var bias: Region { packed.region.advanced(by: outputMaps * rowLength) }
  var rowGradient: Region { packed.gradients }
  var biasGradient: Region { packed.gradients.advanced(by: outputMaps * rowLength) }

  /// - Parameters:
  ///   - height, width: of the kernel.
  ///   - branches: how many branches share the input, each with weights and biases of its own.
  ///   - inColumnPairs: whether the forward pass computes two columns at once, see
  ///     `Kernels/ColumnPairs.swift`; at most eight maps.
  init(
    over input: MapLayout, height: Int, width: Int, rows order: RowOrder, outputMaps: Int,
    table: ConnectionTable?, branches: Int = 1, inColumnPairs: Bool = false,
    plan: inout MemoryPlan
  ) {
    let kernel = Kernel(input: input, height: height, width: width)
    self.outputMaps = outputMaps
    panelVectors = inColumnPairs ? 2 : (outputMaps + 7) / 8
    let paddedMaps = (outputMaps + 7) / 8 * 8

    let placesInRow: [Int]
    switch order {
    case .input:
      placesInRow = kernel.taps
      rowLength = (input.count + 15) / 16 * 16
    case .patchRows:
      let length = patchRowLength(maps: input.maps, kernelWidth: width)
      placesInRow = kernel.places.map { place in
        place.row * length + place.column * input.maps + place.map
      }
      rowLength = height * length
    }
    let (rowLength, biasStart) = (rowLength, outputMaps * rowLength)
    var weightPlaces = [Int32](repeating: -1, count: outputMaps * kernel.count)
    for map in 0..<outputMaps {
      let column = map % (table?.outputMaps ?? outputMaps)
      for (tap, place) in placesInRow.enumerated()
      where table?.connects(input: tap / (height * width), output: column) ?? true {
        weightPlaces[map * kernel.count + tap] = Int32(map * rowLength + place)
      }
    }
    let count = biasStart + paddedMaps
    var packed = PackedParameters(
      region: plan.reserve(count, in: .parameters), count: count, places: [])
    let mapsOfBranch = outputMaps / branches
    for first in stride(from: 0, to: outputMaps, by: mapsOfBranch) {
      let maps = first..<first + mapsOfBranch
      packed.places.append(
        Array(weightPlaces[maps.lowerBound * kernel.count..<maps.upperBound * kernel.count]))
      packed.places.append(maps.map { Int32(biasStart + $0) })
    }

    var indexes =
      inColumnPairs
      ? kernel.columnPairIndexes(weightPlaces, outputMaps: outputMaps)
      : kernel.panelIndexes(weightPlaces, outputMaps: outputMaps, vectors: panelVectors)
    indexes += [Int32](repeating: -1, count: -indexes.count & 15)
    let panelCount = indexes.count
    indexes += (0..<panelVectors * 8).map { lane in
      let map = lane % paddedMaps
      return map < outputMaps ? Int32(biasStart + map) : -1
    }
    panels = plan.reserve(indexes.count, in: .shared)
    panelBias = panels.advanced(by: panelCount)
    packed.refresh = [
      .gather(
        input: packed.region, indexes: plan.table(indexes), count: Int32(indexes.count),
        output: panels)
    ]
    self.packed = packed
    let seen = inColumnPairs ? Kernel(input: input, height: height, width: width + 1) : kernel
    taps = plan.table(seen.taps.map { Int32($0) })
    tapCount = seen.count
  }

  /// Patches with these weights' taps.
  func patches(_ starts: PatchStarts, patterns: Int) -> Patches {
    Patches(
      starts: starts.region, count: starts.count * patterns, taps: taps, tapCount: tapCount)
  }
}

/// What a kernel sees of its input.
private struct Kernel {
  let input: MapLayout
  let height: Int
  let width: Int

  var count: Int { input.maps * height * width }

  /// The inputs in the order of the weights.
  var places: [(map: Int, row: Int, column: Int)] {
    (0..<count).map { ($0 / (height * width), $0 / width % height, $0 % width) }
  }

  /// Where each input lies in memory, counted from the patch's start.
  var taps: [Int] {
    places.map { $0.row * input.rowPitch + $0.column * input.stride + $0.map }
  }

  /// For each number of the panels the place of its weight, -1 where there is none.
  func panelIndexes(_ places: [Int32], outputMaps: Int, vectors: Int) -> [Int32] {
    var indexes: [Int32] = []
    indexes.reserveCapacity(vectors * 8 * count)
    for first in stride(from: 0, to: vectors, by: 2) {
      for tap in 0..<count {
        for map in first * 8..<min(first + 2, vectors) * 8 {
          indexes.append(map < outputMaps ? places[map * count + tap] : -1)
        }
      }
    }
    return indexes
  }

  /// The same for a panel of eight maps, and the same maps one column to the right.
  func columnPairIndexes(_ places: [Int32], outputMaps: Int) -> [Int32] {
    Kernel(input: input, height: height, width: width + 1).places.flatMap { place in
      (0..<16).map { lane in
        let (map, column) = (lane % 8, place.column - lane / 8)
        guard map < outputMaps, (0..<width).contains(column) else { return -1 }
        return places[map * count + (place.map * height + place.row) * width + column]
      }
    }
  }
}

/// Where the patches of a convolution or a pooling start, for a whole shard: pattern after pattern,
/// row after row.
struct PatchStarts: Sendable {
  let region: Region
  /// How many patches one pattern has.
  let count: Int

  /// - Parameters:
  ///   - height, width: of a patch.
  ///   - step: from one patch to the next, down and to the right.
  ///   - columnStep: if it is another one to the right.
  init(
    over input: MapLayout, height: Int, width: Int, step: Int, columnStep: Int? = nil,
    plan: inout MemoryPlan
  ) {
    let rows = stride(from: 0, through: input.height - height, by: step)
    let columns = stride(from: 0, through: input.width - width, by: columnStep ?? step)
    let onePattern = rows.flatMap { row in
      columns.map { column in Int32(row * input.rowPitch + column * input.stride) }
    }
    count = onePattern.count
    region = plan.table(
      (0..<plan.patterns).flatMap { pattern in
        let start = Int32(pattern * input.count)
        return onePattern.map { start + $0 }
      })
  }
}
