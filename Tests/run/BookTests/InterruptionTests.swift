import Foundation
import ProgramTesting
import Testing

@Suite("Builds that do not come to their end", .onOwnThreads)
struct InterruptionTests {
  /// A cell that leaves its process's number and sleeps, but only the first time.
  private static let sleeper = #"""
    # Sleeper

    ```swift
    import Foundation
    if !FileManager.default.fileExists(atPath: "process.txt") {
      try "\(getpid())".write(toFile: "process.txt", atomically: true, encoding: .utf8)
      sleep(600)
    }
    print("awake")
    ```
    """#

  @Test("Ctrl-C ends the cell and leaves the site; a second build waits and then goes on")
  func interrupted() async throws {
    let book = try BookProgram()
    try book.write("# Sleeper\n\nOnly prose.\n", to: "chapters/01-sleeper.md")
    #expect(try book("build").status == 0)
    let before = try book.text("output/01-sleeper.html")

    try book.write(Self.sleeper, to: "chapters/01-sleeper.md")
    let first = try book.start(["build"])
    let process = try await cell(of: book)
    let second = try book.start(["build"])
    let waiting = """
      Another build of this book is running (process \(first.process.processIdentifier)); \
      waiting for it to end.

      """
    try await BookProgram.wait { try second.messages == waiting }
    first.process.interrupt()
    let interrupted = try first.end()
    #expect(interrupted.status == 130)
    #expect(interrupted.messages == "")
    try await BookProgram.wait { hasEnded(process) }
    #expect(try book.text("output/01-sleeper.html") == before)

    let complete = try second.end()
    #expect(complete.status == 0)
    #expect(
      complete.messages == waiting + """
        chapters/01-sleeper.md: ran in T s
        Wrote output/index.html in T s.

        """)
    #expect(try book.text("output/01-sleeper.html").contains("<samp>awake\n</samp>"))
    #expect(try book("build").messages == "Wrote output/index.html in T s.\n")
  }

  #if os(Linux)
    @Test(
      "What a cell has started ends with the build, however that ends",
      arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
    func children(signal: Int32) async throws {
      let number = "1000.\(UInt32.random(in: 0 ... .max))"
      let book = try BookProgram()
      try book.write(
        """
        # Children

        ```swift
        import Foundation
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
          "-c",
          "setsid sleep \(number)1 & (trap '' TERM INT HUP; exec nohup sleep \(number)2) &",
        ]
        try shell.run()
        try "\\(getpid())".write(toFile: "process.txt", atomically: true, encoding: .utf8)
        sleep(600)
        ```
        """, to: "chapters/a.md")
      let build = try book.start(["build"])
      let process = try await cell(of: book)
      try await BookProgram.wait { try Self.sleepers(number) == 2 }
      kill(build.process.processIdentifier, signal)
      build.process.waitUntilExit()
      try await BookProgram.wait { try hasEnded(process) && Self.sleepers(number) == 0 }
    }

    /// How many programs `sleep` run for a time that begins with these digits.
    private static func sleepers(_ number: String) throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").count { name in
        let line = try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8)
        return line?.hasPrefix("sleep\0\(number)") ?? false
      }
    }
  #endif

  /// Puts a compiler on the search path that sleeps in a process of its own, as the compiler's
  /// driver does, when an argument has the given pattern.
  private func bookWithSlowCompiler(for pattern: String = "*") throws -> BookProgram {
    let book = try BookProgram()
    try book.write("# A\n\n```swift\nprint(1)\n```\n", to: "chapters/a.md")
    try book.program(
      "swiftc",
      """
      #!/bin/sh
      PATH=${PATH#*:}
      [ "$1" = --version ] && exec swiftc --version
      case "$*" in
        \(pattern)) ;;
        *) exec swiftc "$@" ;;
      esac
      sleep 600 &
      echo $! >part.txt && mv part.txt process.txt
      wait
      """)
    return book
  }

  @Test("A compiler that takes too long is ended and named")
  func slowCompiler() async throws {
    let book = try bookWithSlowCompiler()
    let build = try book.start(["build", "--compile-timeout", "0.5"], programs: "programs").end()
    #expect(build.status == 1)
    #expect(
      build.messages == """
        chapters/a.md: failed
        chapters/a.md:1:1: error: the compiler ran longer than its timeout of T s; divide the code, \
        or raise it with “--compile-timeout”
        The book has errors: output is as it was.

        """)
    #expect(hasEnded(try await cell(of: book)))
  }

  @Test("A compiler ends with a build that is killed")
  func killed() async throws {
    let book = try bookWithSlowCompiler()
    let build = try book.start(["build"], programs: "programs")
    let process = try await cell(of: book)
    #expect(!hasEnded(process))
    kill(build.process.processIdentifier, SIGKILL)
    try await BookProgram.wait { hasEnded(process) }
  }

  @Test("Ctrl-C while a download is compiled is no error of the book")
  func interruptedDownload() async throws {
    let book = try bookWithSlowCompiler(for: "*/downloads-*")
    let build = try book.start(["build"], programs: "programs")
    let process = try await cell(of: book)
    build.process.interrupt()
    let interrupted = try build.end()
    #expect(interrupted.status == 130)
    #expect(interrupted.messages == "chapters/a.md: ran in T s\n")
    #expect(hasEnded(process))
  }

  /// The number of the process that a cell, or the compiler, wrote down.
  private func cell(of book: BookProgram) async throws -> pid_t {
    try await BookProgram.wait { (try? book.text("process.txt")) != nil }
    let text = try book.text("process.txt").trimmingCharacters(in: .whitespacesAndNewlines)
    return try #require(pid_t(text))
  }

  /// Whether a process has ended. One whose parent ended may stay in the table for a while.
  private func hasEnded(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0 else { return true }
    let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return state?.contains(") Z ") ?? false
  }
}
