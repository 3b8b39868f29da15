import ArgumentParser
import Foundation

// Numbers from the command line. Used with `parsing: .unconditional`, so that `--seed -1` is a seed
// that is refused and not a missing one.

/// Reads a whole number.
///
/// - Parameter range: which numbers are possible.
/// - Throws: `ValidationError` that says which.
public func wholeNumber<Number: FixedWidthInteger & Sendable>(
  _ range: ClosedRange<Number>
) -> @Sendable (String) throws -> Number {
  { text in
    guard let number = Number(text), range.contains(number) else {
      let limits =
        range.upperBound == .max && range.lowerBound != .min && Number.isSigned
        ? "of at least \(range.lowerBound)"
        : "from \(range.lowerBound) to \(range.upperBound)"
      throw ValidationError("expected a whole number \(limits)")
    }
    return number
  }
}

/// Reads a number.
///
/// - Parameter range: which numbers are possible.
/// - Throws: `ValidationError` that says which.
public func number(_ range: ClosedRange<Double>) -> @Sendable (String) throws -> Double {
  { text in
    guard let number = Double(text), range.contains(number) else {
      let limits = String(format: "%.15g to %.15g", range.lowerBound, range.upperBound)
      throw ValidationError("expected a number from \(limits)")
    }
    return number
  }
}

/// Reads a number above 0.
///
/// - Throws: `ValidationError` if it is none, or one that is too small or too large for `Float`.
@Sendable public func positiveNumber(_ text: String) throws -> Float {
  guard let number = Float(text), number > 0, number.isFinite else {
    throw ValidationError("expected a finite number above 0")
  }
  return number
}
