/// A labelled number on an axis.
struct Tick: Sendable, Hashable {
  var value: Double
  var label: String
}

/// Round numbers that divide an axis.
enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten: as many as fit, at most `count`.
  static func linear(_ domain: ClosedRange<Double>, count: Int, isWhole: Bool = false) -> [Tick] {
    let step = TickStep(span: domain.upperBound - domain.lowerBound, count: count, isWhole: isWhole)
    let first = step.index(of: domain.lowerBound, rounding: .up)
    let last = step.index(of: domain.upperBound, rounding: .down)
    return step.ticks(from: first, through: last)
  }

  /// Ticks around all of a domain, the outermost ones on its bounds or beyond.
  static func around(_ domain: ClosedRange<Double>, count: Int, isWhole: Bool = false) -> [Tick] {
    let step = TickStep(span: domain.upperBound - domain.lowerBound, count: count, isWhole: isWhole)
    let first = step.index(of: domain.lowerBound, rounding: .down)
    let last = step.index(of: domain.upperBound, rounding: .up)
    return step.ticks(from: first, through: last)
  }

  /// Both ends of a range of whole numbers, and between them multiples that keep apart from them.
  static func whole(_ ends: ClosedRange<Double>, count: Int) -> [Tick] {
    let (low, high) = (ends.lowerBound, ends.upperBound)
    guard high > low else { return linear(ends, count: count, isWhole: true) }
    let step = TickStep(span: high - low, count: count, isWhole: true)
    let distance = step.value(1) * 0.75
    let inner = linear(ends, count: count, isWhole: true)
      .filter { $0.value - low >= distance && high - $0.value >= distance }
    func end(_ value: Double) -> Tick {
      Tick(value: value, label: step.label(value, largest: max(abs(low), abs(high))))
    }
    return [end(low)] + inner + [end(high)]
  }

  /// Powers of ten, with their doubles and fivefolds where there is room; at most `count`.
  static func logarithmic(_ domain: ClosedRange<Double>, count: Int) -> [Tick] {
    let exponents =
      NumberText.exponentOfTen(domain.lowerBound)...NumberText.exponentOfTen(domain.upperBound)
    func ticks(_ multipliers: [Double], every stride: Int) -> [Tick] {
      exponents.filter { $0 % stride == 0 }.flatMap { exponent in
        multipliers.map { multiplier in
          let value = multiplier * NumberText.powerOfTen(exponent)
          return Tick(value: value, label: logarithmicLabel(multiplier, exponent))
        }
      }.filter {
        $0.value >= domain.lowerBound * (1 - 1e-9) && $0.value <= domain.upperBound * (1 + 1e-9)
      }
    }
    for multipliers in [[1.0, 2, 5], [1, 3], [1]] {
      let found = ticks(multipliers, every: 1)
      if found.count <= count, found.count >= 2 { return found }
    }
    for stride in 1...max(1, exponents.count) {
      let found = ticks([1], every: stride)
      if found.count <= count, !found.isEmpty { return found }
    }
    return linear(domain, count: count)
  }

  private static func logarithmicLabel(_ multiplier: Double, _ exponent: Int) -> String {
    if (-4...5).contains(exponent) {
      return NumberText.fixed(
        multiplier * NumberText.powerOfTen(exponent), decimals: max(0, -exponent))
    }
    let power = "10" + NumberText.superscript(exponent)
    return multiplier == 1 ? power : NumberText.fixed(multiplier, decimals: 0) + "\u{D7}" + power
  }
}

/// The distance of ticks: 1, 2 or 5 times a power of ten.
struct TickStep: Sendable, Hashable {
  let multiplier: Double
  let exponent: Int

  /// The least step that divides a span into fewer than `count` parts.
  init(span: Double, count: Int, isWhole: Bool) {
    let least = span / Double(max(count - 1, 1))
    guard least > 0, least.isFinite else {
      (multiplier, exponent) = (1, 0)
      return
    }
    let scale = NumberText.exponentOfTen(least)
    if isWhole, scale < 0 {
      (multiplier, exponent) = (1, 0)
    } else if let next = [1.0, 2, 5].first(where: {
      $0 * NumberText.powerOfTen(scale) >= least * (1 - 1e-12)
    }) {
      (multiplier, exponent) = (next, scale)
    } else {
      (multiplier, exponent) = (1, scale + 1)
    }
  }

  /// The number of steps from zero. Numbers within a billionth of a step count as on it.
  func index(of value: Double, rounding rule: FloatingPointRoundingRule) -> Double {
    let steps = value / self.value(1)
    let nearest = steps.rounded()
    return abs(steps - nearest) < 1e-9 * max(1, abs(steps)) ? nearest : steps.rounded(rule)
  }

  /// Division by a power of ten is exact where multiplication by its inverse is not.
  func value(_ index: Double) -> Double {
    exponent < 0
      ? index * multiplier / NumberText.powerOfTen(-exponent)
      : index * multiplier * NumberText.powerOfTen(exponent)
  }

  func ticks(from first: Double, through last: Double) -> [Tick] {
    let values = stride(from: first, through: last, by: 1).map(value)
    let largest = values.map(abs).max() ?? 0
    return values.map { Tick(value: $0, label: label($0, largest: largest)) }
  }

  /// - Parameter largest: the largest number on the axis, so that all its labels look alike.
  func label(_ value: Double, largest: Double) -> String {
    guard largest > 0, largest >= 1e8 || largest < 1e-4 else {
      return NumberText.fixed(value, decimals: min(max(0, -exponent), 15))
    }
    let power = NumberText.exponentOfTen(largest)
    let mantissa = NumberText.fixed(
      value / NumberText.powerOfTen(power), decimals: min(max(0, power - exponent), 15))
    return value == 0 ? "0" : mantissa + "\u{D7}10" + NumberText.superscript(power)
  }
}
