/// What a kernel sees of its input, and how its weights are put into panels.
struct Window: Sendable {
  let input: MapLayout
  let height: Int
  let width: Int

  init(over input: MapLayout, height: Int, width: Int) {
    self.input = input
    self.height = height
    self.width = width
  }

  private var count: Int { input.maps * height * width }

  /// The same window with one column more.
  var widened: Window { Window(over: input, height: height, width: width + 1) }

  /// The inputs in the order of the weights.
  var places: [(map: Int, row: Int, column: Int)] {
    (0..<count).map { ($0 / (height * width), $0 / width % height, $0 % width) }
  }

  /// Where an input lies in memory, counted from the window's start.
  func tap(_ place: (map: Int, row: Int, column: Int)) -> Int {
    place.row * input.rowPitch + place.column * input.stride + place.map
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
