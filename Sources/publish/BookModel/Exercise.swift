/// An exercise of a chapter: code to start from, a check of it, and a solution.
///
/// Its cells have the same name as `exercise:`, `check:` and `solution:`. The check runs behind the
/// starter, behind the solution, where it must not fail, and behind each attempt that is called
/// `wrong:`, where it must. None leaves anything to the cells after it.
public struct Exercise: Sendable, Hashable {
  public var name: String
  public var starter: Cell
  public var check: Cell
  /// `nil` in a book for students.
  public var solution: Cell?
  /// Attempts that the check refuses.
  public var wrong: [Cell]

  /// The cell after which all of them are known.
  public var lastIndex: Int {
    ([starter, check] + wrong).map(\.index).reduce(solution?.index ?? 0, max)
  }
}

extension Chapter {
  /// The exercises that have all they need, in the order of their ends.
  public var exercises: [Exercise] {
    var parts: [String: [CellOptions.Role: [Cell]]] = [:]
    for cell in cells {
      guard let role = cell.options.role, let name = cell.options.exercise else { continue }
      parts[name, default: [:]][role, default: []].append(cell)
    }
    return parts.compactMap { name, cells -> Exercise? in
      guard let starter = cells[.exercise]?.last, let check = cells[.check]?.last
      else { return nil }
      return Exercise(
        name: name, starter: starter, check: check, solution: cells[.solution]?.last,
        wrong: cells[.wrong] ?? [])
    }.sorted { $0.lastIndex < $1.lastIndex }
  }
}

extension Exercise {
  /// Exercises with a part missing, or with one too many.
  static func problems(of chapter: Chapter, in source: SourceText, edition: Edition)
    -> [Diagnostic]
  {
    let needed: [CellOptions.Role] =
      edition == .student ? [.exercise, .check] : [.exercise, .check, .solution]
    let parts = chapter.cells.filter { $0.options.role != nil }
    return parts.flatMap { cell -> [Diagnostic] in
      guard let role = cell.options.role, let name = cell.options.exercise else { return [] }
      let group = parts.filter { $0.options.exercise == name }
      let place = source.position(line: cell.fence.lowerBound)
      if role != .wrong, let first = group.first(where: { $0.options.role == role }),
        first.index < cell.index
      {
        return [
          source.problem(
            "the exercise `\(name)` has a second `\(role.rawValue)`", at: place,
            hints: ["the first is at line \(first.fence.lowerBound)"])
        ]
      }
      guard group.first?.index == cell.index else { return [] }
      return needed.filter { role in !group.contains { $0.options.role == role } }
        .map { missing in
          source.problem(
            "the exercise `\(name)` has no `\(missing.rawValue)`", at: place,
            hints: missing.hints(of: name, among: parts))
        }
    }
  }
}

extension CellOptions.Role {
  /// What to write, or what was perhaps misspelt.
  fileprivate func hints(of name: String, among cells: [Cell]) -> [String] {
    let names = cells.filter { $0.options.role == self }.compactMap(\.options.exercise)
    let near = didYouMean(name, among: names, mark: "\(rawValue): ")
    return near.isEmpty ? ["a cell of this chapter needs `\(rawValue): \(name)`"] : near
  }
}
