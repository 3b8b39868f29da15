#if os(Linux)
  import BookRecords
  import CellRunner
  import Foundation
  import Testing

  @Suite("Programs that a cell starts", .timeLimit(.minutes(15)))
  struct ChildrenTests {
    /// A cell that starts programs which try to outlive it in every way there is. `sleep` takes a
    /// number that nobody else uses, by which the programs are found.
    private static func chapter(_ marker: String, _ rest: String, options: String = "") -> String {
      let script = """
        sleep \(marker)1 &
        setsid sleep \(marker)2 &
        (trap '' TERM HUP INT; exec nohup sleep \(marker)3 >/dev/null 2>&1) &
        ( ( setsid sh -c 'sleep \(marker)4 & exec sleep \(marker)5' & ) & )
        """
      return """
        # Children

        ```swift
        \(options)let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", \(script.debugDescription)]
        try shell.run()
        func sleepers() throws -> Int {
          try FileManager.default.contentsOfDirectory(atPath: "/proc").count { name in
            (try? String(contentsOfFile: "/proc/\\(name)/cmdline", encoding: .utf8))?
              .hasPrefix("sleep\\0\(marker)") ?? false
          }
        }
        while try sleepers() < 5 { usleep(1000) }
        \(rest)
        ```
        """
    }

    private static func programs(_ marker: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
        let line = try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8)
        return line.flatMap { $0.contains("sleep\0\(marker)") ? $0 : nil }
      }
    }

    @Test(
      "They end with it, however it ends",
      arguments: [
        ("", "", nil),
        ("struct Late: Error {}\nthrow Late()", "", "cell 1 threw an error: Chapter.Late()"),
        ("fatalError(\"no\")", "", "cell 1 trapped: no"),
        ("exit(0)", "", "cell 1 ended the program with exit status 0"),
        ("_exit(3)", "", "cell 1 ended the program with exit status 3"),
        ("kill(getpid(), SIGTERM)", "", "cell 1 was ended (signal 15)"),
        ("while true {}", "//| timeout: 2s\n", "cell 1 ran longer than its timeout of 2 s"),
        ("fatalError(\"no\")", "//| run: trap\n", nil),
      ] as [(String, String, String?)])
    func endings(rest: String, options: String, error: String?) async throws {
      let marker = "1000.\(UInt32.random(in: 0 ... .max))"
      let book = try TemporaryBook([
        "book.yml": "imports: [Foundation]\n",
        "01-a.md": Self.chapter(marker, rest, options: options),
      ])
      let errors = try await book.run().errors
      #expect(try Self.programs(marker) == [])
      #expect(errors.count == (error == nil ? 0 : 1))
      if let error { #expect(errors.first?.contains("error: \(error)\n") == true, "\(errors)") }
    }

    @Test("They end with a run that is cancelled")
    func cancelled() async throws {
      let marker = "1000.\(UInt32.random(in: 0 ... .max))"
      let book = try TemporaryBook([
        "book.yml": "imports: [Foundation]\n",
        "01-a.md": Self.chapter(
          marker, "try Data().write(to: URL(fileURLWithPath: \"ready\"))\nsleep(600)"),
      ])
      let run = Task { try await book.run() }
      let ready = book.folder.appendingPathComponent("ready").path
      while !FileManager.default.fileExists(atPath: ready) {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(try Self.programs(marker).count == 5)
      run.cancel()
      #expect(try await run.value.run.outputs.count == 1)
      #expect(try Self.programs(marker) == [])
    }

    @Test("They begin with no signal blocked or ignored, wherever the cell starts them")
    func signals() async throws {
      let book = try TemporaryBook([
        "01-a.md": """
        # Signals

        ```swift
        import Foundation
        @Sendable func signals() throws -> String {
          let pipe = Pipe()
          let grep = Process()
          grep.executableURL = URL(fileURLWithPath: "/bin/grep")
          grep.arguments = ["-hE", "^Sig(Blk|Ign)", "/proc/self/status"]
          grep.standardOutput = pipe
          try grep.run()
          return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        @Sendable func ended() throws -> Int32 {
          let sleeper = Process()
          sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
          sleeper.arguments = ["600"]
          try sleeper.run()
          sleeper.terminate()
          sleeper.waitUntilExit()
          return sleeper.terminationStatus
        }
        print(try signals(), try ended())
        ```

        ```swift
        print(try await Task.detached { try (signals(), ended()) }.value)
        print(try signals(), try ended())
        DispatchQueue.global().sync { print((try? signals()) ?? "", (try? ended()) ?? 0) }
        system("grep -hE '^Sig(Blk|Ign)' /proc/self/status")
        ```
        """
      ])
      let outcome = try await book.run()
      #expect(outcome.errors == [])
      let none = "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n"
      let quoted = none.replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      // glibc's `posix_spawn` lets programs ignore two signals of its own, 32 and 33.
      let cells = outcome.run.outputs[0]?.result.cells.map { outputs in
        outputs.map { output in
          guard case .text(let text) = output else { return output }
          return CellOutput.text(text.replacing("0000000180000000", with: "0000000000000000"))
        }
      }
      #expect(
        cells == [
          [.text("\(none) 15\n")],
          [.text("(\"\(quoted)\", 15)\n\(none) 15\n\(none) 15\n\(none)")],
        ])
    }
  }
#endif
