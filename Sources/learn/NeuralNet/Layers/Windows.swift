/// Where the windows of a layer start that slides over its input, for a whole shard.
///
/// See `Kernels/Convolution.swift` for what the kernels do with windows and taps.
struct Windows: Sendable {
  /// Pattern after pattern, row after row.
  let starts: [Int32]
  /// How many windows one pattern has.
  let count: Int

  /// - Parameters:
  ///   - step: from one window to the next, down and to the right.
  ///   - columnStep: if it is another one to the right.
  init(over input: MapLayout, height: Int, width: Int, step: Int, columnStep: Int? = nil) {
    let rows = stride(from: 0, through: input.height - height, by: step)
    let columns = stride(from: 0, through: input.width - width, by: columnStep ?? step)
    let onePattern = rows.flatMap { row in
      columns.map { column in row * input.rowPitch + column * input.stride }
    }
    count = onePattern.count
    starts = (0..<Shard.size).flatMap { pattern in
      onePattern.map { Int32(pattern * input.count + $0) }
    }
  }
}
