import BookRecords
import CellRunner
import Testing

#if os(Linux)
  /// Cells that await before and inside of cells which run in a copy of the program.
  @Suite("Awaiting in copies of the program", .timeLimit(.minutes(15)))
  struct AwaitingTests {
    /// What a later cell finds of an earlier one.
    private static let before = """
      # Await

      ```swift
      actor Counter {
        var count = 0
        func next() -> Int {
          count += 1
          return count
        }
      }
      @MainActor enum Main { static var number = 40 }
      let counter = Counter()
      let late = Task { try await Task.sleep(for: .milliseconds(200)); return 7 }
      let early = Task.detached { await counter.next() }
      _ = await early.value
      try await Task.sleep(for: .milliseconds(1))
      print("before")
      ```

      """

    /// Ways to await, each of which gives an `Int`.
    private static let ways = [
      ("await counter.next()", "2"),
      ("await Task { 5 }.value", "5"),
      ("await Task.detached { await counter.next() }.value", "2"),
      ("try await late.value", "7"),
      (
        "try await { try await Task.sleep(for: .milliseconds(20)); await Task.yield(); return 3 }()",
        "3"
      ),
      ("await MainActor.run { Main.number + 2 }", "42"),
      ("await Task.detached { await MainActor.run { Main.number + 3 } }.value", "43"),
      (
        """
        await withTaskGroup(of: Int.self) { group in
          for i in 1...100 { group.addTask { await Task.yield(); return i } }
          return await group.reduce(0, +)
        }
        """, "5050"
      ),
      (
        """
        await AsyncStream<Int> { continuation in
          Task {
            for i in 1...3 {
              try? await Task.sleep(for: .milliseconds(2))
              continuation.yield(i)
            }
            continuation.finish()
          }
        }.reduce(0, +)
        """, "6"
      ),
      (
        """
        await withCheckedContinuation { continuation in
          Thread.detachNewThread { continuation.resume(returning: 9) }
        }
        """, "9"
      ),
    ]

    @Test("Each way gives its value", arguments: ["throws", "trap"])
    func promisedFailures(kind: String) async throws {
      let cells = Self.ways.map { code, _ in
        let failure =
          kind == "throws" ? "throw Found(value: value)" : "fatalError(\"found \\(value)\")"
        return """
          ```swift
          //| run: \(kind)
          struct Found: Error { var value: Int }
          let value = \(code)
          \(failure)
          ```

          """
      }
      let book = try TemporaryBook([
        "book.yml": "imports: [Foundation]\n",
        "01-a.md": Self.before + cells.joined(separator: "\n")
          + "\n```swift\nprint(\"after\", await counter.next(), try await late.value)\n```\n",
      ])
      let outcome = try await book.run()
      #expect(outcome.errors == [])
      let found = outcome.run.outputs[0]?.result.cells ?? []
      #expect(found.first == [.text("before\n")])
      #expect(found.last == [.text("after 2 7\n")])
      let texts = found.dropFirst().dropLast().map { outputs -> String in
        guard outputs.count == 1, case .failure(let failure)? = outputs.first else {
          return "\(outputs)"
        }
        return failure.messages[0].text
      }
      let words = kind == "throws" ? ("Chapter.Found(value: ", ")") : ("found ", "")
      #expect(texts == Self.ways.map { words.0 + $1 + words.1 })
    }

    @Test("So it does in exercises")
    func exercises() async throws {
      let exercises = Self.ways.enumerated().map { index, way in
        """
        ```swift
        //| exercise: e\(index)
        func attempt() async throws -> Int { await counter.next() - 2 }
        ```

        ```swift
        //| check: e\(index)
        let found = try await attempt()
        guard found == \(way.1) else { fatalError("found \\(found)") }
        ```

        ```swift
        //| solution: e\(index)
        func attempt() async throws -> Int { \(way.0) }
        ```

        """
      }
      let book = try TemporaryBook([
        "book.yml": "imports: [Foundation]\n",
        "01-a.md": Self.before + exercises.joined(separator: "\n"),
      ])
      #expect(try await book.run().errors == [])
    }

    @Test("A copy that ends the program itself says so, and one that waits for nothing is ended")
    func otherEndings() async throws {
      let book = try TemporaryBook([
        "book.yml": "imports: [Foundation]\n",
        "01-a.md": Self.before + """

          ```swift
          //| run: throws
          try await Task.sleep(for: .milliseconds(1))
          exit(0)
          ```
          """,
        "02-b.md": """
        # B

        ```swift
        await Task.yield()
        ```

        ```swift
        //| run: throws
        //| timeout: 2s
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
        ```
        """,
      ])
      let errors = try await book.run().errors.map { String($0.prefix { $0 != "\n" }) }
      #expect(
        errors == [
          "chapters/01-a.md:22:1: error: cell 2 ended the program with exit status 0",
          "chapters/02-b.md:10:1: error: cell 2 ran longer than its timeout of 2 s",
        ])
    }
  }
#endif
