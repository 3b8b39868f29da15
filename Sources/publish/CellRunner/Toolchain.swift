import Files
public import Foundation

/// The Swift compiler that turns cells into programs, and the library that cells import.
public struct Toolchain: Sendable {
  var compiler: URL
  /// Finds the line of an address in a program; some toolchains come without it.
  var symbolizer: URL?
  /// What `swiftc --version` prints.
  var version: String
  var library: CellLibrary
  /// The variables that the compiler sees.
  var environment: [String: String]
  /// Where the compiler keeps the modules of C libraries. The user may have no folder for them.
  private var moduleCache: URL
  /// How many seconds one run of the compiler may take.
  private var timeout: Double

  /// How many seconds one run of the compiler may take if nobody says otherwise.
  public static let defaultTimeout = 600.0

  /// Finds `swiftc` on the search path.
  ///
  /// - Parameters:
  ///   - scratch: A folder in which the compiler may keep and make files.
  ///   - timeout: How many seconds one run of the compiler may take.
  /// - Throws: ``ToolchainError`` if there is none, or if it does not run.
  public init(
    library: CellLibrary, scratch: ScratchFolder, timeout: Double = defaultTimeout
  ) async throws(ToolchainError) {
    compiler = try Self.find("swiftc", advice: "install Swift 6 from swift.org/install")
    let folder = compiler.resolvingSymlinksInPath().deletingLastPathComponent()
    symbolizer = Self.search("llvm-symbolizer", in: [folder] + Self.searchPath)
    version = try await Self.output(of: "swiftc", ["--version"], scratch: scratch)
    environment = scratch.environment
    moduleCache = scratch.folder.appendingPathComponent("modules")
    self.library = library
    self.timeout = timeout
  }

  /// Starts the compiler with the flags for every chapter and some more.
  ///
  /// - Parameter output: The file for what it prints.
  /// - Returns: How it ended, and what it printed.
  /// - Throws: ``ToolchainError`` if it takes longer than it may, or a cancellation.
  func compile(_ files: [URL], flags: [String], output: URL) async throws -> (
    ChildProcess.Ending, String
  ) {
    let ending = try await ChildProcess(
      executable: compiler.path,
      arguments: self.flags + ["-module-cache-path", moduleCache.path] + flags + files.map(\.path),
      environment: environment, outputFile: output
    ).run(for: .seconds(min(timeout, 1e9)))
    if ending == .stopped {
      try Task.checkCancellation()
      throw ToolchainError(
        message: "the compiler ran longer than its timeout of \(String(format: "%g", timeout)) s; "
          + "divide the code, or raise it with “--compile-timeout”")
    }
    return (ending, String(decoding: try Data(contentsOf: output), as: UTF8.self))
  }

  /// Makes a program of one Swift file, which may import what cells can.
  ///
  /// - Throws: ``ToolchainError`` with the compiler's messages if the file does not compile.
  public func build(_ file: URL, to program: URL) async throws {
    let (ending, text) = try await compile(
      [file], flags: library.linkerFlags + ["-o", program.path],
      output: program.appendingPathExtension("txt"))
    guard ending == .exited(0) else { throw ToolchainError(message: text) }
  }

  /// What a program on the search path prints.
  static func output(
    of name: String, _ arguments: [String], scratch: ScratchFolder
  ) async throws(ToolchainError) -> String {
    let program = try find(name, advice: "run “make setup”")
    let file = scratch.folder.appendingPathComponent("\(name)-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let ending: ChildProcess.Ending
    let output: String
    do {
      ending = try await ChildProcess(
        executable: program.path, arguments: arguments, environment: scratch.environment,
        outputFile: file
      ).run()
      output = String(decoding: try InputFile(file).contents(), as: UTF8.self)
    } catch {
      throw ToolchainError(message: "\(program.path) does not run: \(error)")
    }
    guard ending == .exited(0) else {
      throw ToolchainError(message: "\(name) \(arguments.joined(separator: " ")): \(output)")
    }
    return output
  }

  private static func find(_ name: String, advice: String) throws(ToolchainError) -> URL {
    guard let program = search(name, in: searchPath) else {
      throw ToolchainError(message: "\(name) is not on the search path; \(advice)")
    }
    return program
  }

  private static func search(_ name: String, in folders: [URL]) -> URL? {
    folders.map { $0.appendingPathComponent(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private static var searchPath: [URL] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(fileURLWithPath: String($0), isDirectory: true) }
  }

  /// The flags for every chapter.
  ///
  /// Cells are language mode 5: mode 6 would tie each top-level variable to the main actor and
  /// refuse ordinary notebook code. The default diagnostic style prints wrong gutter numbers
  /// where lines come from `#sourceLocation`. Without tail merging, no two traps become one that
  /// has no line.
  var flags: [String] {
    [
      "-O", "-wmo", "-g", "-Xcc", "-fno-omit-frame-pointer", "-Xllvm", "-enable-tail-merge=false",
      "-swift-version", "5",
      "-diagnostic-style", "llvm", "-module-name", "Chapter",
    ] + library.flags
  }
}

/// A Swift compiler that cannot be used.
public struct ToolchainError: Error, CustomStringConvertible {
  public var message: String

  public var description: String { message }
}
