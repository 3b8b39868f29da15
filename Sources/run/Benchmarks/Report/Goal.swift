/// What the book wants of its code, and what came of it.
struct Goal: Codable, Hashable {
  enum Bound: String, Codable {
    case atLeast
    case atMost
  }

  /// What is counted, as a reader says it after the number.
  enum Unit: String, Codable {
    case times
    case seconds
    case megabytes
  }

  let bound: Bound
  let value: Double
  let unit: Unit
  /// Why it is missed, if it is.
  private(set) var cause: String?
  /// What was measured; `nil` if it could not be.
  private(set) var found: Double?

  /// At least so many times as good as a peer.
  static func times(_ value: Double, cause: String? = nil) -> Goal {
    Goal(bound: .atLeast, value: value, unit: .times, cause: cause)
  }

  static func seconds(_ value: Double, cause: String? = nil) -> Goal {
    Goal(bound: .atMost, value: value, unit: .seconds, cause: cause)
  }

  static func megabytes(_ value: Double, cause: String? = nil) -> Goal {
    Goal(bound: .atMost, value: value, unit: .megabytes, cause: cause)
  }

  private init(bound: Bound, value: Double, unit: Unit, cause: String?) {
    (self.bound, self.value, self.unit, self.cause) = (bound, value, unit, cause)
  }

  /// - Parameter share: the share of the processor's peak at which this was found.
  func judging(_ found: Double, shareOfPeak share: Double? = nil) -> Goal {
    var goal = self
    goal.found = found
    if unit == .times, let needed = share.map({ $0 * value / found }), needed > 1 {
      let beyond = "it would take \(Int((100 * needed).rounded())) % of the peak"
      goal.cause = [beyond, cause].compactMap { $0 }.joined(separator: "; ")
    }
    return goal
  }

  /// How far what was found lies on the wrong side, as a share of the goal; 0 where it is met, and
  /// `nil` where nothing was found.
  var distance: Double? {
    guard let found else { return nil }
    let excess = bound == .atMost ? found - value : value - found
    return max(0, excess / value)
  }
}
