/// For whom a site is made.
public enum Edition: String, Sendable, CaseIterable {
  /// Without the solutions of exercises, which are run nevertheless.
  case student
  /// With everything.
  case instructor

  /// Whether readers of this edition see a cell at all.
  public func includes(_ cell: Cell) -> Bool {
    self == .instructor || cell.options.role != .solution
  }
}
