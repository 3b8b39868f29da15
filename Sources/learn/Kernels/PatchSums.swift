// The inner loop of the forward pass: weighted sums of eight patches at a time.
//
// A lane is an output map, and a panel is sixteen maps. Each weight that is loaded serves several
// patches and each input several maps, so that the multiply-adds, not the loads, set the pace. How
// many sums are in flight decides the speed: a multiply-add takes four cycles and two are begun in
// each.
//
// * With AVX-512 a panel is one of 32 registers: eight patches and two panels at once, or one.
// * With AVX2 it is two of 16: four patches at once, which leaves room for weights and inputs.
// * Otherwise it is four of 16, and half a panel is computed at a time.
// * Half a panel, eight maps, takes eight patches with AVX2 or AVX-512.
//
// Tried and given up: tiles of six patches by two vectors are as fast, but no pooling patch has
// six positions; eight patches by one vector with AVX2 need nine loads for eight multiply-adds
// and lose a quarter of the speed; tiles of 4x3 vectors spill a sum to memory and lose half.
// Winograd's F(2, 5) along x would save two multiply-adds of five, for one layer of one network;
// it is left to the reader.

/// Where eight patches of the input start.
struct EightPatches {
  var a, b, c, d, e, f, g, h: UnsafePointer<Float>
}

/// A panel of sums for each of eight patches.
struct EightSums {
  var a, b, c, d, e, f, g, h: Panel
}

/// How many of the maps that are left are taken at once: two panels, one, or half of one.
@inline(__always)
func mapsOfTile(_ mapsLeft: Int) -> Int { mapsLeft >= 32 ? 32 : mapsLeft >= 16 ? 16 : 8 }

/// `sum = b + sum over t of w[t] x[taps[t]]` for each patch x and 8, 16 or 32 maps; the second
/// sums are those of the maps from 16 on.
@inline(__always)
func sums(
  of x: EightPatches, maps: Int, taps: UnsafePointer<Int32>, tapCount: Int,
  weights: UnsafePointer<Float>, bias: UnsafePointer<Float>
) -> (EightSums, EightSums) {
  if maps > 16 {
    return twoPanelSums(x, taps: taps, tapCount: tapCount, weights: weights, bias: bias)
  }
  let sums =
    maps > 8
    ? panelSums(
      x, taps: taps, tapCount: tapCount, weights: weights, bias: panel(bias, at: 0))
    : halfPanelSums(x, taps: taps, tapCount: tapCount, weights: weights, bias: bias)
  return (sums, sums)
}

/// The sums for sixteen maps.
///
/// - Shapes: `weights` `[tapCount, 16]`.
@inline(__always)
func panelSums(
  _ x: EightPatches, taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias start: Panel
) -> EightSums {
  #if AVX512
    var (a, b, c, d) = (start, start, start, start)
    var (e, f, g, h) = (start, start, start, start)
    var tap = 0
    while tap < tapCount {
      let offset = Int(taps[tap])
      let w = panel(weights, at: tap &* 16)
      addProduct(x.a[offset], w, to: &a)
      addProduct(x.b[offset], w, to: &b)
      addProduct(x.c[offset], w, to: &c)
      addProduct(x.d[offset], w, to: &d)
      addProduct(x.e[offset], w, to: &e)
      addProduct(x.f[offset], w, to: &f)
      addProduct(x.g[offset], w, to: &g)
      addProduct(x.h[offset], w, to: &h)
      tap &+= 1
    }
  #else
    let (a, b, c, d) = fourPanelSums(x.a, x.b, x.c, x.d, taps, tapCount, weights, start)
    let (e, f, g, h) = fourPanelSums(x.e, x.f, x.g, x.h, taps, tapCount, weights, start)
  #endif
  return EightSums(a: a, b: b, c: c, d: d, e: e, f: f, g: g, h: h)
}

#if FMA
  @inline(__always)
  private func fourPanelSums(
    _ xa: UnsafePointer<Float>, _ xb: UnsafePointer<Float>, _ xc: UnsafePointer<Float>,
    _ xd: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
    _ weights: UnsafePointer<Float>, _ start: Panel
  ) -> (Panel, Panel, Panel, Panel) {
    var (a, b, c, d) = (start, start, start, start)
    var tap = 0
    while tap < tapCount {
      let offset = Int(taps[tap])
      let w = panel(weights, at: tap &* 16)
      addProduct(xa[offset], w, to: &a)
      addProduct(xb[offset], w, to: &b)
      addProduct(xc[offset], w, to: &c)
      addProduct(xd[offset], w, to: &d)
      tap &+= 1
    }
    return (a, b, c, d)
  }
#else
  /// Half a panel at a time: four patches and eight maps are eight of the sixteen registers of four
  /// lanes that there are without AVX, and in a browser.
  @inline(__always)
  private func fourPanelSums(
    _ xa: UnsafePointer<Float>, _ xb: UnsafePointer<Float>, _ xc: UnsafePointer<Float>,
    _ xd: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
    _ weights: UnsafePointer<Float>, _ start: Panel
  ) -> (Panel, Panel, Panel, Panel) {
    let low = fourVectorSums(xa, xb, xc, xd, taps, tapCount, weights, 16, start.lowHalf)
    let high = fourVectorSums(xa, xb, xc, xd, taps, tapCount, weights + 8, 16, start.highHalf)
    return (
      Panel(lowHalf: low.0, highHalf: high.0), Panel(lowHalf: low.1, highHalf: high.1),
      Panel(lowHalf: low.2, highHalf: high.2), Panel(lowHalf: low.3, highHalf: high.3)
    )
  }
#endif

/// The sums of four patches and eight maps.
///
/// - Parameter step: how far the weights of two taps lie apart.
@inline(__always)
private func fourVectorSums(
  _ xa: UnsafePointer<Float>, _ xb: UnsafePointer<Float>, _ xc: UnsafePointer<Float>,
  _ xd: UnsafePointer<Float>, _ taps: UnsafePointer<Int32>, _ tapCount: Int,
  _ weights: UnsafePointer<Float>, _ step: Int, _ start: Vector
) -> (Vector, Vector, Vector, Vector) {
  var (a, b, c, d) = (start, start, start, start)
  var tap = 0
  while tap < tapCount {
    let offset = Int(taps[tap])
    let w = vector(weights, at: tap &* step)
    addProduct(xa[offset], w, to: &a)
    addProduct(xb[offset], w, to: &b)
    addProduct(xc[offset], w, to: &c)
    addProduct(xd[offset], w, to: &d)
    tap &+= 1
  }
  return (a, b, c, d)
}

/// As ``panelSums`` for two panels, one behind the other.
@inline(__always)
func twoPanelSums(
  _ x: EightPatches, taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>
) -> (EightSums, EightSums) {
  #if AVX512
    let (first, second) = (panel(bias, at: 0), panel(bias, at: 16))
    let nextWeights = weights + tapCount &* 16
    var (a, b, c, d) = (first, first, first, first)
    var (e, f, g, h) = (first, first, first, first)
    var (i, j, k, l) = (second, second, second, second)
    var (m, n, o, p) = (second, second, second, second)
    var tap = 0
    while tap < tapCount {
      let offset = Int(taps[tap])
      let (v, w) = (panel(weights, at: tap &* 16), panel(nextWeights, at: tap &* 16))
      addProducts(x.a[offset], v, w, to: &a, &i)
      addProducts(x.b[offset], v, w, to: &b, &j)
      addProducts(x.c[offset], v, w, to: &c, &k)
      addProducts(x.d[offset], v, w, to: &d, &l)
      addProducts(x.e[offset], v, w, to: &e, &m)
      addProducts(x.f[offset], v, w, to: &f, &n)
      addProducts(x.g[offset], v, w, to: &g, &o)
      addProducts(x.h[offset], v, w, to: &h, &p)
      tap &+= 1
    }
    return (
      EightSums(a: a, b: b, c: c, d: d, e: e, f: f, g: g, h: h),
      EightSums(a: i, b: j, c: k, d: l, e: m, f: n, g: o, h: p)
    )
  #else
    return (
      panelSums(
        x, taps: taps, tapCount: tapCount, weights: weights, bias: panel(bias, at: 0)),
      panelSums(
        x, taps: taps, tapCount: tapCount, weights: weights + tapCount &* 16,
        bias: panel(bias, at: 16))
    )
  #endif
}

@inline(__always)
private func addProducts(
  _ x: Float, _ v: Panel, _ w: Panel, to first: inout Panel, _ second: inout Panel
) {
  let everyLane = Panel(repeating: x)
  addProduct(everyLane, v, to: &first)
  addProduct(everyLane, w, to: &second)
}

/// As ``panelSums`` for half a panel, eight maps; the other half of each sum is zero.
///
/// - Shapes: `weights` `[tapCount, 8]`, `bias` `[8]`.
@inline(__always)
func halfPanelSums(
  _ x: EightPatches, taps: UnsafePointer<Int32>, tapCount: Int, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>
) -> EightSums {
  let start = vector(bias, at: 0)
  #if FMA
    var (a, b, c, d) = (start, start, start, start)
    var (e, f, g, h) = (start, start, start, start)
    var tap = 0
    while tap < tapCount {
      let offset = Int(taps[tap])
      let w = vector(weights, at: tap &* lanes)
      addProduct(x.a[offset], w, to: &a)
      addProduct(x.b[offset], w, to: &b)
      addProduct(x.c[offset], w, to: &c)
      addProduct(x.d[offset], w, to: &d)
      addProduct(x.e[offset], w, to: &e)
      addProduct(x.f[offset], w, to: &f)
      addProduct(x.g[offset], w, to: &g)
      addProduct(x.h[offset], w, to: &h)
      tap &+= 1
    }
  #else
    let (a, b, c, d) = fourVectorSums(x.a, x.b, x.c, x.d, taps, tapCount, weights, lanes, start)
    let (e, f, g, h) = fourVectorSums(x.e, x.f, x.g, x.h, taps, tapCount, weights, lanes, start)
  #endif
  return EightSums(
    a: wholePanel(a), b: wholePanel(b), c: wholePanel(c), d: wholePanel(d), e: wholePanel(e),
    f: wholePanel(f), g: wholePanel(g), h: wholePanel(h))
}

@inline(__always)
private func wholePanel(_ half: Vector) -> Panel { Panel(lowHalf: half, highHalf: Vector()) }

/// Stores a panel, or its first half.
@inline(__always)
func store(
  _ value: Panel, isWhole: Bool, _ numbers: UnsafeMutablePointer<Float>, at index: Int
) {
  if isWhole {
    store(value, numbers, at: index)
  } else {
    store(value.lowHalf, numbers, at: index)
  }
}
