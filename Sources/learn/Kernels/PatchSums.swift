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
//
// Where only half of the last panel is maps, the other half is computed and not stored: a loop of its
// own saves less than a hundredth of any network here.
//
// Tried and given up: tiles of six patches by two vectors are as fast, but no pooling patch has
// six positions; eight patches by one vector with AVX2 need nine loads for eight multiply-adds
// and lose a quarter of the speed; tiles of 4x3 vectors spill a sum to memory and lose half.
//
// Not built: Winograd's F(2x2, 5x5) behind pooling, whose tile is exactly one square of four patches
// (Lavin and Gray, *Fast Algorithms for Convolutional Neural Networks*, 2016, arXiv:1509.09308). It
// multiplies 36 times for 100. Counted in registers of sixteen for the second layer of the article's
// network and one digit: 30,000 multiply-adds become 10,800, and 8,000 additions for the transforms
// of input and output: at best 1.6 times as fast forward, a twelfth of a training step. It rounds
// differently, so that no recorded result would stay the same to the last bit. It is left to the reader.

/// Where eight patches of the input start.
struct EightPatches {
  var a, b, c, d, e, f, g, h: UnsafePointer<Float>
}

/// A panel of sums for each of eight patches.
struct EightSums {
  var a, b, c, d, e, f, g, h: Panel
}

/// `sum = b + sum over t of w[t] x[taps[t]]` for each patch x and 16 maps or, with two panels, 32; the
/// second sums are those of the maps from 16 on.
@inline(__always)
func sums(
  of x: EightPatches, isPairOfPanels: Bool, _ patches: PatchPlaces, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>
) -> (EightSums, EightSums) {
  if isPairOfPanels { return twoPanelSums(x, patches, weights: weights, bias: bias) }
  let sums = panelSums(x, patches, weights: weights, bias: panel(bias, at: 0))
  return (sums, sums)
}

/// The sums for sixteen maps.
///
/// - Shapes: `weights` `[taps, 16]`.
@inline(__always)
func panelSums(
  _ x: EightPatches, _ patches: PatchPlaces, weights: UnsafePointer<Float>, bias start: Panel
) -> EightSums {
  #if AVX512
    var (a, b, c, d) = (start, start, start, start)
    var (e, f, g, h) = (start, start, start, start)
    var tap = 0
    while tap < patches.tapCount {
      let offset = Int(patches.taps[tap])
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
    let (a, b, c, d) = fourPanelSums(x.a, x.b, x.c, x.d, patches, weights, start)
    let (e, f, g, h) = fourPanelSums(x.e, x.f, x.g, x.h, patches, weights, start)
  #endif
  return EightSums(a: a, b: b, c: c, d: d, e: e, f: f, g: g, h: h)
}

@inline(__always)
private func fourPanelSums(
  _ xa: UnsafePointer<Float>, _ xb: UnsafePointer<Float>, _ xc: UnsafePointer<Float>,
  _ xd: UnsafePointer<Float>, _ patches: PatchPlaces, _ weights: UnsafePointer<Float>,
  _ start: Panel
) -> (Panel, Panel, Panel, Panel) {
  #if FMA
    return fourSums(xa, xb, xc, xd, patches, weights, start)
  #else
    let low = fourSums(xa, xb, xc, xd, patches, weights, start.lowHalf)
    let high = fourSums(xa, xb, xc, xd, patches, weights + lanes, start.highHalf)
    return (
      Panel(lowHalf: low.0, highHalf: high.0), Panel(lowHalf: low.1, highHalf: high.1),
      Panel(lowHalf: low.2, highHalf: high.2), Panel(lowHalf: low.3, highHalf: high.3)
    )
  #endif
}

#if FMA
  private typealias PanelPart = Panel
#else
  /// Four patches and eight maps are eight of the sixteen registers of four lanes that there are
  /// without AVX, and in a browser.
  private typealias PanelPart = Vector
#endif

@inline(__always)
private func fourSums(
  _ xa: UnsafePointer<Float>, _ xb: UnsafePointer<Float>, _ xc: UnsafePointer<Float>,
  _ xd: UnsafePointer<Float>, _ patches: PatchPlaces, _ weights: UnsafePointer<Float>,
  _ start: PanelPart
) -> (PanelPart, PanelPart, PanelPart, PanelPart) {
  var (a, b, c, d) = (start, start, start, start)
  var tap = 0
  while tap < patches.tapCount {
    let offset = Int(patches.taps[tap])
    let w = UnsafeRawPointer(weights + tap &* 16).loadUnaligned(as: PanelPart.self)
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
  _ x: EightPatches, _ patches: PatchPlaces, weights: UnsafePointer<Float>,
  bias: UnsafePointer<Float>
) -> (EightSums, EightSums) {
  #if AVX512
    let (first, second) = (panel(bias, at: 0), panel(bias, at: 16))
    let nextWeights = weights + patches.tapCount &* 16
    var (a, b, c, d) = (first, first, first, first)
    var (e, f, g, h) = (first, first, first, first)
    var (i, j, k, l) = (second, second, second, second)
    var (m, n, o, p) = (second, second, second, second)
    var tap = 0
    while tap < patches.tapCount {
      let offset = Int(patches.taps[tap])
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
      panelSums(x, patches, weights: weights, bias: panel(bias, at: 0)),
      panelSums(
        x, patches, weights: weights + patches.tapCount &* 16, bias: panel(bias, at: 16))
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
