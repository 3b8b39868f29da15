/// The `//|` lines of a cell.
public struct CellOptions: Sendable, Hashable {
  /// A part of a cell that a page can fold or leave out.
  public enum Part: String, Sendable, CaseIterable {
    case input, output, cell
  }

  /// What becomes of a cell's code.
  public enum Run: String, Sendable, CaseIterable {
    /// It runs, and the cells after it see what it declared.
    case `true`
    /// It is only shown.
    case `false`
    /// It must compile after the cells before it, and does not run.
    case compile
    /// It must not compile.
    case compileFail = "compile-fail"
    /// It runs in a copy of the program, which must trap.
    case trap
    /// It runs in a copy of the program, which must end with an error that nobody catches.
    case `throws`
  }

  /// What a cell is to an exercise.
  public enum Role: String, Sendable, CaseIterable {
    /// The code that readers start from. It compiles, and fails the check.
    case exercise
    /// The code that tries an attempt: it traps or throws if the attempt is wrong.
    case check
    /// An attempt that passes the check, and that students are not given.
    case solution
    /// An attempt that readers may make, and that the check must refuse. There can be many.
    case wrong
  }

  /// The target of `@label`, unique in the book.
  public var label: String?
  public var caption: String?
  /// The captions of the figures that the cell shows, where each has one of its own.
  public var subcaptions: [String]
  /// Replaces the figure's own alt text.
  public var alt: String?
  public var run: Run
  /// What the cell must print or show, or what the message of a promised failure must contain.
  public var expect: String?
  /// What the cell is to the exercise that `exercise` names.
  public var role: Role?
  /// The name of the exercise to which the cell belongs, unique in the chapter.
  public var exercise: String?
  /// Folded on the page, one click away.
  public var hide: Part?
  /// Not on the page at all.
  public var remove: Part?
  /// Whether later chapters see this cell's declarations.
  public var export: Bool
  /// How long the cell may run, in seconds.
  public var timeout: Double
  /// Files whose bytes belong to the cell's cache key, from the book's folder.
  public var inputs: [String]

  public init(
    label: String? = nil, caption: String? = nil, subcaptions: [String] = [],
    alt: String? = nil, run: Run = .true, expect: String? = nil, role: Role? = nil,
    exercise: String? = nil, hide: Part? = nil, remove: Part? = nil, export: Bool = false,
    timeout: Double = 600, inputs: [String] = []
  ) {
    self.label = label
    self.caption = caption
    self.subcaptions = subcaptions
    self.alt = alt
    self.run = run
    self.expect = expect
    self.role = role
    self.exercise = exercise
    self.hide = hide
    self.remove = remove
    self.export = export
    self.timeout = timeout
    self.inputs = inputs
  }
}

extension CellOptions.Run {
  /// Whether the cell's failure is what the author wants to show.
  public var promisesFailure: Bool {
    switch self {
    case .true, .false, .compile: false
    case .compileFail, .trap, .throws: true
    }
  }
}
