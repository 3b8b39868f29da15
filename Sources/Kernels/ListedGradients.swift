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
  let places = lists.places + list &* lists.capacity
  let gradients = lists.gradients + list &* lists.capacity
  var first = 0
  while first < segmentCount {
    let (s0, s1) = (Int(segments[first]), Int(segments[first &+ 1]))
    let (s2, s3) = (Int(segments[first &+ 2]), Int(segments[first &+ 3]))
    let s4 = Int(segments[first &+ 4])
    var (a0, a1, a2, a3, a4) = (Segment(), Segment(), Segment(), Segment(), Segment())
    var (b0, b1, b2, b3, b4) = (Segment(), Segment(), Segment(), Segment(), Segment())
    var entry = 0
    while entry < count {
      let x = input + Int(places[entry])
      let g = gradients[entry]
      addProduct(g, segment(x, at: s0), to: &a0)
      addProduct(g, segment(x, at: s1), to: &a1)
      addProduct(g, segment(x, at: s2), to: &a2)
      addProduct(g, segment(x, at: s3), to: &a3)
      addProduct(g, segment(x, at: s4), to: &a4)
      let partner = input + Int(places[entry &+ 1])
      let h = gradients[entry &+ 1]
      addProduct(h, segment(partner, at: s0), to: &b0)
      addProduct(h, segment(partner, at: s1), to: &b1)
      addProduct(h, segment(partner, at: s2), to: &b2)
      addProduct(h, segment(partner, at: s3), to: &b3)
      addProduct(h, segment(partner, at: s4), to: &b4)
      entry &+= 2
    }
    let target = row + first &* segmentLanes
    add(a0 + b0, to: target, at: 0)
    add(a1 + b1, to: target, at: segmentLanes)
    add(a2 + b2, to: target, at: 2 &* segmentLanes)
    add(a3 + b3, to: target, at: 3 &* segmentLanes)
    add(a4 + b4, to: target, at: 4 &* segmentLanes)
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
  let places = lists.places + list &* lists.capacity
  let gradients = lists.gradients + list &* lists.capacity
  var first = 0
  while first < segmentCount {
    let group = weights + first &* segmentLanes
    var (a0, a1, a2, a3, a4) = (Segment(), Segment(), Segment(), Segment(), Segment())
    var (b0, b1, b2, b3, b4) = (Segment(), Segment(), Segment(), Segment(), Segment())
    var entry = 0
    while entry < count {
      let w = group + Int(places[entry])
      let g = gradients[entry]
      addProduct(g, segment(w, at: 0), to: &a0)
      addProduct(g, segment(w, at: segmentLanes), to: &a1)
      addProduct(g, segment(w, at: 2 &* segmentLanes), to: &a2)
      addProduct(g, segment(w, at: 3 &* segmentLanes), to: &a3)
      addProduct(g, segment(w, at: 4 &* segmentLanes), to: &a4)
      let partner = group + Int(places[entry &+ 1])
      let h = gradients[entry &+ 1]
      addProduct(h, segment(partner, at: 0), to: &b0)
      addProduct(h, segment(partner, at: segmentLanes), to: &b1)
      addProduct(h, segment(partner, at: 2 &* segmentLanes), to: &b2)
      addProduct(h, segment(partner, at: 3 &* segmentLanes), to: &b3)
      addProduct(h, segment(partner, at: 4 &* segmentLanes), to: &b4)
      entry &+= 2
    }
    // One after the other, because segments of a narrow image reach into one another.
    add(a0 + b0, to: window, at: Int(segments[first]))
    add(a1 + b1, to: window, at: Int(segments[first &+ 1]))
    add(a2 + b2, to: window, at: Int(segments[first &+ 2]))
    add(a3 + b3, to: window, at: Int(segments[first &+ 3]))
    add(a4 + b4, to: window, at: Int(segments[first &+ 4]))
    first &+= segmentsPerGroup
  }
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
