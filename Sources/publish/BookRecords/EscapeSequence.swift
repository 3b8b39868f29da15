/// How far a program has come with something that a terminal obeys instead of showing it.
///
/// - Source: ECMA-48, Control Functions for Coded Character Sets (1991).
struct EscapeSequence: Sendable {
  /// What a character does to the line.
  enum Effect {
    case shows, returns, goesBack, erasesRest, erasesLine, nothing
  }

  private enum State {
    case over
    /// Behind ESC, and behind characters that say which kind of function follows.
    case begun
    /// Within a control sequence, such as that of a colour, whose parameter is so far.
    case control(parameter: Int)
    /// Within a string, such as a window's title, which BEL or ST ends.
    case string
    case stringEscape
  }

  private var state = State.over

  var isOver: Bool { if case .over = state { true } else { false } }

  mutating func take(_ scalar: Unicode.Scalar) -> Effect {
    switch (state, scalar.value) {
    case (.string, 0x07), (.string, 0x18), (.string, 0x1a), (.string, 0x9c):
      state = .over
    case (.string, 0x1b):
      state = .stringEscape
    case (.stringEscape, 0x5c):
      state = .over
    case (.string, _):
      break
    case (.begun, 0x20...0x2f):
      break
    case (.begun, 0x5b):
      state = .control(parameter: 0)
    case (.begun, 0x50), (.begun, 0x58), (.begun, 0x5d...0x5f):
      state = .string
    case (.begun, 0x21...0x7e):
      state = .over
    case (.control(let parameter), 0x30...0x39):
      state = .control(parameter: min(10 * parameter + Int(scalar.value - 0x30), 1000))
    case (.control, 0x20...0x3f):
      break
    case (.control(let parameter), 0x40...0x7e):
      state = .over
      return Self.effect(of: scalar, parameter)
    default:
      // What a sequence cannot hold ends it.
      state = .over
      return begin(scalar)
    }
    return .nothing
  }

  private mutating func begin(_ scalar: Unicode.Scalar) -> Effect {
    switch scalar.value {
    case 0x0d: return .returns
    case 0x08: return .goesBack
    case 0x1b: state = .begun
    case 0x9b: state = .control(parameter: 0)
    case 0x90, 0x98, 0x9d...0x9f: state = .string
    case 0x09, 0x20...0x7e, 0xa0...: return .shows
    default: break
    }
    return .nothing
  }

  private static func effect(of final: Unicode.Scalar, _ parameter: Int) -> Effect {
    switch (final, parameter) {
    case ("K", 0): .erasesRest
    case ("K", 2): .erasesLine
    case ("G", 0), ("G", 1): .returns
    default: .nothing
    }
  }
}
