public import ArgumentParser
import Errors
import Files
import Foundation

extension AsyncParsableCommand {
  /// Runs the command that the arguments name, and ends the program with the status that the
  /// project's tools share: 0 for success, 1 for a failure, 2 for a wrong command.
  ///
  /// Results that could not be written are a failure. It has a message, unless the reader of a pipe
  /// has left.
  public static func runTool() async {
    StandardOutput.prepare()
    let console = Console(.normal)
    var status: Int32 = 0
    do {
      var command = try parseAsRoot()
      try checkPresentFolder()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: readable(error))
      if code.isSuccess {
        console.print(message)
      } else if !message.isEmpty {
        console.complain(message)
      }
      status = code == .validationFailure ? 2 : code.rawValue
    }
    if status == 0, StandardOutput.isLost {
      if let error = StandardOutput.error { console.complain("Error: \(error)") }
      status = 1
    }
    if status != 0 { Foundation.exit(status) }
  }

  /// Where the present folder was removed, relative paths would lead to the root of all folders.
  private static func checkPresentFolder() throws(InputError) {
    if let folder = getcwd(nil, 0) { return free(folder) }
    throw InputError(
      place: "the present folder", expected: "a folder that is there",
      found: "one that was removed, or cannot be reached", advice: "go to another one with cd")
  }
}

/// An error of Foundation in the project's words; others have words of their own.
public func readable(_ error: any Error) -> any Error {
  let systemError = error as NSError
  guard [NSCocoaErrorDomain, NSPOSIXErrorDomain, NSURLErrorDomain].contains(systemError.domain)
  else { return error }
  let path = systemError.userInfo[NSFilePathErrorKey] as? String
  return InputError(
    error, place: path ?? "the system", expected: "a file or folder that can be used")
}
