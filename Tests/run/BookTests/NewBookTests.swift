import Foundation
import ProgramTesting
import Testing

@Suite("A new book", .onOwnThreads)
struct NewBookTests {
  @Test("A new book checks, builds, and its downloads run")
  func builds() throws {
    let book = try BookProgram()
    #expect(
      try book("new", "mine").messages == "Made mine/chapters. Build it with: book build mine\n")
    #expect(try book("check", "mine").messages == "No errors in 2 chapters, in T s.\n")
    let build = try book("build", "mine", "--quiet")
    #expect(build.messages == "")
    #expect(build.status == 0)
    #expect(try book.text("mine/output/01-start.html").contains("Their sum is 385"))
    let run = try book("run", "mine/output/downloads/02-more.swift")
    #expect(run.messages == "")
    #expect(
      run.output == """
        up to\tprimes
        10\t4
        100\t25
        1000\t168
        exercise “next-prime”: not yet: the first prime above 13 is 17
        exercise “next-prime, a solution”: passed

        """)
  }

  @Test("Downloads pass on what they keep, in the folder where they run")
  func checkpoints() throws {
    let book = try BookProgram()
    try book.write(
      "import Notebook\nprint(try checkpoint(\"a b\") { 42 })\n", to: "1.swift")
    try book.write(
      "import Notebook\nprint(try restore(\"a b\", as: Int.self) + 1)\n", to: "2.swift")
    #expect(try book("run", "1.swift").output == "42\n")
    #expect(try book("run", "2.swift").output == "43\n")
    // What a reader runs again is made anew.
    #expect(try book("run", "1.swift").output == "42\n")
  }

  @Test("Downloads keep values under names of their own, and over no file of the reader's")
  func checkpointFiles() throws {
    let book = try BookProgram()
    let long = String(repeating: "long ", count: 80)
    try book.write("mine", to: "checkpoints/taken.plist")
    try book.write(
      """
      import Notebook
      for (index, name) in ["a b", "a-b", "a_b", "", "é", "../out", "\(long)"].enumerated() {
        _ = try checkpoint(name) { index }
      }
      for name in ["a b", "a-b", "a_b", "", "é", "../out", "\(long)"] {
        print(try restore(name, as: Int.self), terminator: " ")
      }
      for name in ["taken", "nothing"] {
        do { _ = try checkpoint(name) { 1 } } catch { print(error) }
      }
      do { _ = try restore("taken", as: Int.self) } catch { print(error) }
      do { _ = try restore("a b", as: String.self) } catch { print(error) }
      """, to: "names.swift")
    let run = try book("run", "names.swift")
    #expect(
      run.output == """
        0 1 2 3 4 5 6 cannot keep “taken”: checkpoints/taken.plist is another file; move it away, \
        or run this elsewhere
        cannot restore “taken”: checkpoints/taken.plist holds something else
        cannot restore “a b”: it is not a String

        """, "\(run.messages)")
    #expect(try book.text("checkpoints/taken.plist") == "mine")
    #expect(
      try Set(book.snapshot().keys.filter { !$0.contains("/") }) == ["names.swift", "checkpoints"])
  }

  @Test("A download is at the terminal like any program: signals end it, and it reads input")
  func terminal() throws {
    let book = try BookProgram()
    try book.write(
      """
      import Foundation
      setvbuf(stdout, nil, _IONBF, 0)
      var blocked = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &blocked)
      print((1...31).filter { sigismember(&blocked, $0) == 1 }, getpgrp() == getpgid(getppid()))
      print(readLine() ?? "no input")
      kill(getpid(), SIGTERM)
      while true { pause() }
      """, to: "program.swift")
    let run = try book("run", "program.swift")
    #expect(run.output == "[] true\nno input\n", "\(run.messages)")
    #expect(run.status == 128 + SIGTERM)
  }

  @Test("What is no file is not compiled")
  func noFile() throws {
    let book = try BookProgram()
    mkfifo(book.folder.appending(path: "pipe").path, 0o600)
    for (file, status, message) in [
      ("", 2, "no file is at "), ("none.swift", 2, "no file is at none.swift"),
      (".", 1, ".: expected a Swift file, found a folder"),
      ("pipe", 1, "pipe: expected a Swift file, found a pipe or a device"),
      ("/dev/zero", 1, "/dev/zero: expected a Swift file, found a pipe or a device"),
    ] as [(String, Int32, String)] {
      let run = try book("run", file)
      #expect(run.status == status)
      #expect(run.messages.hasPrefix("Error: \(message)\n"), "\(run.messages)")
    }
  }

  @Test("A folder that is not empty is left alone")
  func occupied() throws {
    let book = try BookProgram()
    try book.write("mine", to: "full/notes.txt")
    let result = try book("new", "full")
    #expect(result.status == 2)
    #expect(
      result.messages.hasPrefix(
        "Error: full is not empty: a new book needs a folder of its own\n"))
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: book.folder.appending(path: "full").path) == ["notes.txt"])
  }

  @Test("A check finds the mistakes of all chapters at once and runs nothing")
  func check() throws {
    let book = try BookProgram()
    try book.write(
      "# A\n\n@fig-none\n\n```swift\nlet a: Int = \"\"\n```\n", to: "chapters/a.md")
    try book.write(
      """
      # B

      ```swift
      try "ran".write(toFile: "ran.txt", atomically: true, encoding: .utf8)
      ```

      ```swift
      //| run: compile-fail
      let c = 1
      ```
      """, to: "chapters/b.md")
    try book.write("imports: [Foundation]\n", to: "chapters/book.yml")
    let result = try book("check")
    #expect(result.status == 1)
    #expect(
      result.messages == """
        chapters/a.md:3:1: error: no figure has the label `fig-none`
        @fig-none
        ^
        chapters/a.md:6:14: error: cannot convert value of type 'String' to specified type 'Int'
        let a: Int = ""
                     ^
        chapters/b.md:9:1: error: cell 2 compiles
        let c = 1
        ^
        hint: `run: compile-fail` promises that it does not
        3 errors in T s.

        """)
    #expect(throws: (any Error).self) { try book.text("ran.txt") }
  }
}
