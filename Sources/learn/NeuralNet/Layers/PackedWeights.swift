import Kernels

/// The weights and biases of a convolution or a fully connected layer, in the two orders in which
/// the fast kernels read them.
///
/// * Rows: for each output map its weights, and behind all rows the biases. Gradients have this
///   order, and steps are taken in it.
/// * Panels, for the forward pass: `[panel][tap][16 output maps]`. They are a copy, made anew after each
///   step.
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

  /// How many vectors of eight hold the output maps of all branches.
  let outputVectors: Int
  /// How many numbers the row of one output map has, a multiple of 16.
  let rowLength: Int
  let packed: PackedParameters
  let panels, panelBias: Region
  let bias: Region
  var biasGradient: Region { Region(.gradients, Int(bias.offset)) }
  /// How many vectors of eight the forward pass computes of each patch: those of the output maps, or
  /// two of the same maps if columns are computed in pairs.
  private let panelVectors: Int
  /// Where each input of a patch lies, counted from the patch's start.
  private let taps: Region
  private let tapCount: Int

  /// - Parameters:
  ///   - height, width: of the kernel.
  ///   - outputMaps: those of all branches.
  ///   - branches: how many branches share the input, each with weights and biases of its own.
  ///   - inColumnPairs: whether the forward pass computes two columns at once, see
  ///     `Kernels/ColumnPairs.swift`; at most eight maps.
  init(
    over input: MapLayout, height: Int, width: Int, rows order: RowOrder, outputMaps: Int,
    table: ConnectionTable?, branches: Int = 1, inColumnPairs: Bool = false,
    plan: inout MemoryPlan
  ) {
    let kernel = Kernel(input: input, height: height, width: width)
    outputVectors = (outputMaps + 7) / 8
    panelVectors = inColumnPairs ? 2 : outputVectors

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
    let count = biasStart + outputVectors * 8
    var packed = PackedParameters(
      region: plan.reserve(count, in: .parameters, for: .weights), count: count, places: [])
    bias = packed.region.advanced(by: biasStart)
    let mapsOfBranch = outputMaps / branches
    for first in stride(from: 0, to: outputMaps, by: mapsOfBranch) {
      let maps = first..<first + mapsOfBranch
      packed.places.append(
        Array(weightPlaces[maps.lowerBound * kernel.count..<maps.upperBound * kernel.count]))
      packed.places.append(maps.map { Int32(biasStart + $0) })
    }

    // For each number of the panels the place of its weight, -1 where there is none.
    let seen = Kernel(input: input, height: height, width: inColumnPairs ? width + 1 : width)
    let lanes = (0..<(panelVectors + 1) / 2 * 16).map { lane in
      (map: inColumnPairs ? lane % 8 : lane, shift: inColumnPairs ? lane / 8 : 0)
    }
    var indexes = stride(from: 0, to: lanes.count, by: 16).flatMap { first in
      seen.places.flatMap { place in
        lanes[first..<first + 16].map { lane in
          let column = place.column - lane.shift
          guard lane.map < outputMaps, (0..<width).contains(column) else { return -1 as Int32 }
          let tap = (place.map * height + place.row) * width + column
          return weightPlaces[lane.map * kernel.count + tap]
        }
      }
    }
    let panelCount = indexes.count
    indexes += lanes.map { $0.map < outputMaps ? Int32(biasStart + $0.map) : -1 }
    panels = plan.reserve(indexes.count, in: .shared, for: .copies)
    panelBias = panels.advanced(by: panelCount)
    packed.refresh = [
      .gather(
        (
          input: packed.region, indexes: plan.table(indexes), count: Int32(indexes.count),
          output: panels
        ))
    ]
    self.packed = packed
    taps = plan.table(seen.taps.map { Int32($0) })
    tapCount = seen.count
  }

  /// Patches with these weights' taps.
  func patches(_ starts: PatchStarts, patterns: Int) -> Patches {
    Patches(
      starts: starts.region, count: starts.count * patterns, taps: taps, tapCount: tapCount)
  }

  /// The weighted sums of all patches.
  func convolution(_ starts: PatchStarts, _ pass: Pass) -> Instruction {
    .convolution(
      (
        input: pass.input, patches: patches(starts, patterns: pass.patterns), weights: panels,
        bias: panelBias, outputVectors: Int32(panelVectors), output: pass.output
      ))
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
}

/// Where the patches of a convolution or a pooling start, for a whole shard: pattern after pattern,
/// row after row.
struct PatchStarts: Sendable {
  let region: Region
  /// How many patches one pattern has.
  let count: Int

  /// - Parameters:
  ///   - height, width: of a patch.
  ///   - step: from one patch to the next, down and, if there is no `columnStep`, to the right.
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
