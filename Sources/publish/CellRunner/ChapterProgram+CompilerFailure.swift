import BookModel
import Errors
import Files
import Foundation

extension ChapterProgram {
  /// Why a program does not compile, if the compiler names no place in a chapter.
  func failure(to ending: ChildProcess.Ending, _ reason: String) -> ChapterFailure {
    if isDiskFull {
      return failure(
        of: InputError(system: ENOSPC, place: workFolder.path, expected: "room to compile in"))
    }
    if reason.contains("conditional compilation block"), let start = chapter.openCondition {
      return failure("this `#if` has no `#endif`", at: start)
    }
    let said = reason.isEmpty ? "the compiler said nothing (\(ending))" : reason
    return failure("the chapter does not compile: " + said)
  }

  private var isDiskFull: Bool {
    var status = statvfs()
    let leastRoom: UInt64 = 1 << 20
    return statvfs(workFolder.path, &status) == 0
      && UInt64(status.f_bavail) * UInt64(status.f_frsize) < leastRoom
  }
}

extension Chapter {
  /// The last `#if` of the cells that no `#endif` closes.
  fileprivate var openCondition: SourcePosition? {
    var open: [SourcePosition] = []
    for cell in cells where cell.runsInPlace {
      for number in cell.lines {
        let code = (line(number) ?? "").drop { $0 == " " || $0 == "\t" }
        if code.hasPrefix("#endif") {
          _ = open.popLast()
        } else if code.hasPrefix("#if") {
          let column = line(number).map { $0.utf8.count - code.utf8.count + 1 }
          open.append(SourcePosition(file: file, line: number, column: column ?? 1))
        }
      }
    }
    return open.last
  }
}
