import BookModel

/// Code that runs in a copy of the chapter's program, so that the chapter goes on when it fails:
/// a cell that is meant to fail, or an attempt at an exercise with its check.
struct Trial {
  /// The cell that shows how the trial ended.
  var cell: Cell
  /// The cells that run, in this order.
  var code: [Cell]
  /// The cell of the chapter behind which the trial runs.
  var place: Int
  /// How it must end.
  var expected: Expectation

  enum Expectation {
    case trap, thrownError
    /// A trap or an error: how does not matter.
    case failure
    case success
    /// Either: readers may have written an answer.
    case any
  }
}

extension Chapter {
  /// The chapter's trials in the order in which they run.
  var trials: [Trial] {
    let failures = cells.compactMap { cell -> Trial? in
      switch cell.options.run {
      case .trap: Trial(cell: cell, code: [cell], place: cell.index, expected: .trap)
      case .throws: Trial(cell: cell, code: [cell], place: cell.index, expected: .thrownError)
      case .true, .false, .compile, .compileFail: nil
      }
    }
    let attempts = exercises.flatMap { exercise in
      [
        Trial(
          cell: exercise.check, code: [exercise.starter, exercise.check],
          place: exercise.lastIndex, expected: .any)
      ]
        + [exercise.solution].compactMap { $0 }.map { solution in
          Trial(
            cell: solution, code: [solution, exercise.check], place: exercise.lastIndex,
            expected: .success)
        }
        + exercise.wrong.map { attempt in
          Trial(
            cell: attempt, code: [attempt, exercise.check], place: exercise.lastIndex,
            expected: .failure)
        }
    }
    return (failures + attempts).sorted { ($0.place, $0.cell.index) < ($1.place, $1.cell.index) }
  }
}
