public import ArgumentParser

extension AsyncParsableCommand {
  /// Runs the command that the arguments name, and ends the program with the status that the
  /// project's tools share: 0 for success, 1 for a failure, 2 for a wrong command.
  public static func runTool() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Console(.normal).complain(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}
