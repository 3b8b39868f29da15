// The multiply-adds of the convolution's gradients, over lists of the gradients that count.
//
// Behind ReLU and 2x2 max-pooling at most one output position in four has a gradient that is not
// zero. The kernels of ConvolutionGradients.swift and PooledConvolutionGradients.swift first list
// the gradients that are not zero, without a branch, and then work through the lists with the
// functions here; where nothing is zero these are plain dense loops.
//
// A lane is an input map (or, in a single-map image, a column): the numbers of a window are
// covered by `segments`, five at a time, whose five sums stay in registers. `segments[s]` is where
// segment s lies, counted from the window's start; a row of weights is the window's weights in
// the same order, zero in lanes that belong to no input.
//
// Lists are walked in pairs with two sets of sums: one set alone would wait for each addition to
// finish. So a list needs an entry after its last one, a partner that adds zero.

/// How many segments of a window are worked on at a time.
let segmentsPerGroup = 5

/// Lists of gradients side by side, `capacity` entries each.
struct GradientLists {
  /// Where in the input, or among the rows of weights, the partner of each gradient lies.
  let places: UnsafeMutablePointer<Int32>
  let gradients: UnsafeMutablePointer<Float>
  /// How many entries each list has.
  let counts: UnsafeMutablePointer<Int32>
  let capacity: Int

  @inline(__always)
  func clear(lists: Int) {
    var list = 0
    while list < lists {
      counts[list] = 0
      list &+= 1
    }
  }

  /// Appends a gradient unless it is zero; without a branch, which would often be mispredicted.
  @inline(__always)
  func append(_ gradient: Float, at place: Int32, to list: Int) {
    let count = counts[list]
    let slot = list &* capacity &+ Int(truncatingIfNeeded: count)
    gradients[slot] = gradient
    places[slot] = place
    // All bits but the sign are zero in 0 and -0.
    counts[list] = count &+ (gradient.bitPattern &<< 1 != 0 ? 1 : 0)
  }

  /// The number of a list's entries, after which a partner that adds zero is put.
  @inline(__always)
  func finish(_ list: Int) -> Int {
    let count = Int(counts[list])
    gradients[list &* capacity &+ count] = 0
    places[list &* capacity &+ count] = count > 0 ? places[list &* capacity] : 0
    return count
  }
}

/// Adds what a list says about one row of weights: `row[s] += sum of g x[place + segments[s]]`.
@inline(__always)
func addListedInputs(
  _ lists: GradientLists, _ list: Int, _ input: UnsafePointer<Float>,
  segments: UnsafePointer<Int32>, segmentCount: Int, to row: UnsafeMutablePointer<Float>
) {
  let count = lists.finish(list)
  guard count > 0 else { return }
  var first = 0
  while first < segmentCount {
    let sums = listedSums(lists, list, count, input, at: FivePlaces(segments + first))
    add(sums, to: row + first &* segmentLanes, at: .inARow)
    first &+= segmentsPerGroup
  }
}

/// Adds what a list says about one window: `window[segments[s]] += sum of g w[place + s]`.
@inline(__always)
func addListedRows(
  _ lists: GradientLists, _ list: Int, _ weights: UnsafePointer<Float>,
  segments: UnsafePointer<Int32>, segmentCount: Int, to window: UnsafeMutablePointer<Float>
) {
  let count = lists.finish(list)
  guard count > 0 else { return }
  var first = 0
  while first < segmentCount {
    let sums = listedSums(
      lists, list, count, weights + first &* segmentLanes, at: .inARow)
    add(sums, to: window, at: FivePlaces(segments + first))
    first &+= segmentsPerGroup
  }
}

/// Where the segments of a group lie.
private struct FivePlaces {
  var s0, s1, s2, s3, s4: Int

  @inline(__always)
  init(_ segments: UnsafePointer<Int32>) {
    (s0, s1, s2) = (Int(segments[0]), Int(segments[1]), Int(segments[2]))
    (s3, s4) = (Int(segments[3]), Int(segments[4]))
  }

  @inline(__always)
  private init(s0: Int, s1: Int, s2: Int, s3: Int, s4: Int) {
    (self.s0, self.s1, self.s2, self.s3, self.s4) = (s0, s1, s2, s3, s4)
  }

  /// One behind the other, as in a row of weights.
  @inline(__always)
  static var inARow: FivePlaces {
    FivePlaces(
      s0: 0, s1: segmentLanes, s2: 2 &* segmentLanes, s3: 3 &* segmentLanes, s4: 4 &* segmentLanes)
  }
}

/// The sums of a group of five segments.
private struct FiveSums {
  var s0, s1, s2, s3, s4: Segment
}

/// The segments at the places of a list's entries, each times its gradient, added.
@inline(__always)
private func listedSums(
  _ lists: GradientLists, _ list: Int, _ count: Int, _ source: UnsafePointer<Float>,
  at segments: FivePlaces
) -> FiveSums {
  let places = lists.places + list &* lists.capacity
  let gradients = lists.gradients + list &* lists.capacity
  var (a0, a1, a2, a3, a4) = (Segment(), Segment(), Segment(), Segment(), Segment())
  var (b0, b1, b2, b3, b4) = (Segment(), Segment(), Segment(), Segment(), Segment())
  var entry = 0
  while entry < count {
    let x = source + Int(places[entry])
    let g = gradients[entry]
    addProduct(g, segment(x, at: segments.s0), to: &a0)
    addProduct(g, segment(x, at: segments.s1), to: &a1)
    addProduct(g, segment(x, at: segments.s2), to: &a2)
    addProduct(g, segment(x, at: segments.s3), to: &a3)
    addProduct(g, segment(x, at: segments.s4), to: &a4)
    let partner = source + Int(places[entry &+ 1])
    let h = gradients[entry &+ 1]
    addProduct(h, segment(partner, at: segments.s0), to: &b0)
    addProduct(h, segment(partner, at: segments.s1), to: &b1)
    addProduct(h, segment(partner, at: segments.s2), to: &b2)
    addProduct(h, segment(partner, at: segments.s3), to: &b3)
    addProduct(h, segment(partner, at: segments.s4), to: &b4)
    entry &+= 2
  }
  return FiveSums(s0: a0 + b0, s1: a1 + b1, s2: a2 + b2, s3: a3 + b3, s4: a4 + b4)
}

/// Adds the sums of a group; one after the other, because segments of a narrow image reach into
/// one another.
@inline(__always)
private func add(
  _ sums: FiveSums, to numbers: UnsafeMutablePointer<Float>, at segments: FivePlaces
) {
  add(sums.s0, to: numbers, at: segments.s0)
  add(sums.s1, to: numbers, at: segments.s1)
  add(sums.s2, to: numbers, at: segments.s2)
  add(sums.s3, to: numbers, at: segments.s3)
  add(sums.s4, to: numbers, at: segments.s4)
}

@inline(__always)
private func add(_ sum: Segment, to numbers: UnsafeMutablePointer<Float>, at index: Int) {
  store(segment(numbers, at: index) + sum, numbers, at: index)
}

/// Rows of weights at a multiple of 64 bytes, copied there unless they serve few windows.
///
/// A load that crosses from one line of the cache to the next takes twice as long, and an array
/// may begin anywhere.
///
/// - Parameter room: for 16 numbers more than the rows have.
@inline(__always)
func alignedRows(
  _ rows: UnsafePointer<Float>, count: Int, windows: Int, in room: UnsafeMutablePointer<Float>
) -> UnsafePointer<Float> {
  guard windows > 16 else { return rows }
  let aligned = UnsafeMutableRawPointer(room).alignedUp(toMultipleOf: 64)
    .assumingMemoryBound(to: Float.self)
  var i = 0
  while i < count {
    store(vector(rows, at: i), aligned, at: i)
    i &+= lanes
  }
  return UnsafePointer(aligned)
}
