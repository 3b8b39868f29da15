// What a gradient sees of a window: segments of eight numbers, five at a time.
//
// A lane is an input map (or, in a single-map image, a column): the numbers of a window are
// covered by `segments` of eight. `segments[s]` is where segment s lies, counted from the window's
// start; a row of weights is the window's weights in the same order, zero in lanes that belong to
// no input. The sums of five segments stay in registers, twice, since one set of sums alone would
// wait for each addition to finish.
//
// Tried and given up: segments of sixteen with AVX-512, which cover five positions of eight maps
// badly and cross from one line of the cache to the next at every second load.

/// How many segments of a window are worked on at a time for the weights' gradient.
let segmentsPerGroup = 5

/// Where the segments of a group lie.
struct FivePlaces {
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
    FivePlaces(s0: 0, s1: lanes, s2: 2 &* lanes, s3: 3 &* lanes, s4: 4 &* lanes)
  }
}

/// The vectors of a group of five segments.
struct FiveVectors {
  var s0, s1, s2, s3, s4: Vector

  /// Five vectors of zero.
  @inline(__always)
  init() { (s0, s1, s2, s3, s4) = (Vector(), Vector(), Vector(), Vector(), Vector()) }

  @inline(__always)
  init(_ numbers: UnsafePointer<Float>, at places: FivePlaces) {
    (s0, s1) = (vector(numbers, at: places.s0), vector(numbers, at: places.s1))
    (s2, s3) = (vector(numbers, at: places.s2), vector(numbers, at: places.s3))
    s4 = vector(numbers, at: places.s4)
  }

  @inline(__always)
  static func + (a: FiveVectors, b: FiveVectors) -> FiveVectors {
    var sum = a
    (sum.s0, sum.s1, sum.s2) = (a.s0 + b.s0, a.s1 + b.s1, a.s2 + b.s2)
    (sum.s3, sum.s4) = (a.s3 + b.s3, a.s4 + b.s4)
    return sum
  }

  @inline(__always)
  mutating func addProducts(_ factor: Vector, _ x: FiveVectors) {
    addProduct(factor, x.s0, to: &s0)
    addProduct(factor, x.s1, to: &s1)
    addProduct(factor, x.s2, to: &s2)
    addProduct(factor, x.s3, to: &s3)
    addProduct(factor, x.s4, to: &s4)
  }

  /// Adds the vectors to numbers; one after the other, because segments of a narrow image reach
  /// into one another.
  @inline(__always)
  func add(to numbers: UnsafeMutablePointer<Float>, at places: FivePlaces) {
    addVector(s0, to: numbers + places.s0)
    addVector(s1, to: numbers + places.s1)
    addVector(s2, to: numbers + places.s2)
    addVector(s3, to: numbers + places.s3)
    addVector(s4, to: numbers + places.s4)
  }
}

@inline(__always)
func addVector(_ x: Vector, to numbers: UnsafeMutablePointer<Float>) {
  store(vector(numbers, at: 0) + x, numbers, at: 0)
}
