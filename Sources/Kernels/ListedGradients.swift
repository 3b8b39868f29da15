// The multiply-adds of the convolution's gradients, over lists of the gradients that count.
//
// Behind ReLU and 2x2 max-pooling at most one output position in four has a gradient that is not
// zero. The kernels of PooledConvolutionGradients.swift first list the gradients that count,
// without a branch, and then work through the list with the functions here. Windows are what
// Segments.swift says.

/// How many vectors of rows are worked on at a time for the input's gradient.
let vectorsPerWalk = 13

/// Gradients, and for each the place of its partner in the input or among the rows of weights.
///
/// A list is walked in pairs with two sets of sums: one set alone would wait for each addition to
/// finish. So a list needs room for an entry after its last one, a partner that adds zero.
struct GradientList {
  let places: UnsafeMutablePointer<Int32>
  let gradients: UnsafeMutablePointer<Float>
  private(set) var count: Int

  @inline(__always)
  init(
    places: UnsafeMutablePointer<Int32>, gradients: UnsafeMutablePointer<Float>, count: Int = 0
  ) {
    (self.places, self.gradients, self.count) = (places, gradients, count)
  }

  /// Appends a gradient if it counts; without a branch, which would often be mispredicted.
  @inline(__always)
  mutating func append(_ gradient: Float, at place: Int32, if counts: Bool) {
    gradients[count] = gradient
    places[count] = place
    count &+= counts ? 1 : 0
  }

  /// Puts a partner that adds zero after the last entry of a list that is not empty.
  @inline(__always)
  func close() {
    gradients[count] = 0
    places[count] = places[0]
  }
}

/// Adds what a list says about one row of weights: `row[s] += sum of g x[place + segments[s]]`.
@inline(__always)
func addListedInputs(
  _ list: GradientList, _ input: UnsafePointer<Float>, segments: UnsafePointer<Int32>,
  segmentCount: Int, to row: UnsafeMutablePointer<Float>
) {
  guard list.count > 0 else { return }
  list.close()
  var first = 0
  while first < segmentCount {
    let sums = listedSums(list, input, at: FivePlaces(segments + first))
    sums.add(to: row + first &* lanes, at: .inARow)
    first &+= segmentsPerGroup
  }
}

/// Adds what a list says about one window: `window[segments[s]] += sum of g w[place + s]`.
///
/// A window's list has few entries, so as many sums as the registers hold are made in one walk,
/// which may look past the end of a row.
///
/// - Parameter sums: room for ``vectorsPerWalk`` vectors.
@inline(__always)
func addListedRows(
  _ list: GradientList, _ weights: UnsafePointer<Float>, segments: UnsafePointer<Int32>,
  segmentCount: Int, sums: UnsafeMutablePointer<Float>, to window: UnsafeMutablePointer<Float>
) {
  guard list.count > 0 else { return }
  var first = 0
  while first < segmentCount {
    sumListedRows(list, weights + first &* lanes, sums: sums)
    let end = min(first &+ vectorsPerWalk, segmentCount)
    var sum = sums
    while first < end {
      addVector(vector(sum, at: 0), to: window + Int(segments[first]))
      sum += lanes
      first &+= 1
    }
  }
}

/// Thirteen vectors of the rows at the places of a list's entries, each times its gradient, added.
@inline(__always)
private func sumListedRows(
  _ list: GradientList, _ weights: UnsafePointer<Float>, sums: UnsafeMutablePointer<Float>
) {
  var (a, b, c, d) = (Vector(), Vector(), Vector(), Vector())
  var (e, f, g, h) = (Vector(), Vector(), Vector(), Vector())
  var (i, j, k, l, m) = (Vector(), Vector(), Vector(), Vector(), Vector())
  var entry = 0
  while entry < list.count {
    let row = weights + Int(list.places[entry])
    let gradient = everyLane(list.gradients[entry])
    addProduct(gradient, vector(row, at: 0), to: &a)
    addProduct(gradient, vector(row, at: 8), to: &b)
    addProduct(gradient, vector(row, at: 16), to: &c)
    addProduct(gradient, vector(row, at: 24), to: &d)
    addProduct(gradient, vector(row, at: 32), to: &e)
    addProduct(gradient, vector(row, at: 40), to: &f)
    addProduct(gradient, vector(row, at: 48), to: &g)
    addProduct(gradient, vector(row, at: 56), to: &h)
    addProduct(gradient, vector(row, at: 64), to: &i)
    addProduct(gradient, vector(row, at: 72), to: &j)
    addProduct(gradient, vector(row, at: 80), to: &k)
    addProduct(gradient, vector(row, at: 88), to: &l)
    addProduct(gradient, vector(row, at: 96), to: &m)
    entry &+= 1
  }
  store(a, sums, at: 0)
  store(b, sums, at: 8)
  store(c, sums, at: 16)
  store(d, sums, at: 24)
  store(e, sums, at: 32)
  store(f, sums, at: 40)
  store(g, sums, at: 48)
  store(h, sums, at: 56)
  store(i, sums, at: 64)
  store(j, sums, at: 72)
  store(k, sums, at: 80)
  store(l, sums, at: 88)
  store(m, sums, at: 96)
}

/// The segments at the places of a list's entries, each times its gradient, added.
@inline(__always)
private func listedSums(
  _ list: GradientList, _ source: UnsafePointer<Float>, at segments: FivePlaces
) -> FiveVectors {
  var (a, b) = (FiveVectors(), FiveVectors())
  var entry = 0
  while entry < list.count {
    let (x, y) = (source + Int(list.places[entry]), source + Int(list.places[entry &+ 1]))
    a.addProducts(everyLane(list.gradients[entry]), FiveVectors(x, at: segments))
    b.addProducts(everyLane(list.gradients[entry &+ 1]), FiveVectors(y, at: segments))
    entry &+= 2
  }
  return a + b
}
