public import Foundation

/// The Swift compiler that turns cells into programs, and the library that cells import.
public struct Toolchain: Sendable {
  var compiler: URL
  /// Finds the line of an address in a program; some toolchains come without it.
  var symbolizer: URL?
  /// What `swiftc --version` prints.
  var version: String
  var library: CellLibrary

  /// Finds `swiftc` on the search path.
  ///
  /// - Throws: ``ToolchainError`` if there is none, or if it does not run.
  public init(library: CellLibrary) async throws(ToolchainError) {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map {
      URL(fileURLWithPath: String($0), isDirectory: true)
    }
    func find(_ name: String, in folders: [URL]) -> URL? {
      folders.map { $0.appendingPathComponent(name) }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
    guard let compiler = find("swiftc", in: folders) else {
      throw ToolchainError(
        message: "swiftc is not on the search path; install Swift 6 from swift.org/install")
    }
    self.compiler = compiler
    let toolchainFolder = compiler.resolvingSymlinksInPath().deletingLastPathComponent()
    symbolizer = find("llvm-symbolizer", in: [toolchainFolder] + folders)
    self.library = library

    let output = FileManager.default.temporaryDirectory
      .appendingPathComponent("swiftc-version-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    do {
      let ending = try await ChildProcess(
        executable: compiler.path, arguments: ["--version"], environment: Self.environment,
        outputFile: output
      ).run()
      version = try String(contentsOf: output, encoding: .utf8)
      guard ending == .exited(0) else {
        throw ToolchainError(message: "swiftc --version failed: \(version)")
      }
    } catch {
      throw ToolchainError(message: "\(compiler.path) does not run: \(error)")
    }
  }

  /// The variables that the compiler sees.
  static let environment: [String: String] = {
    let own = ProcessInfo.processInfo.environment
    var kept = own.filter { ["PATH", "HOME", "TMPDIR", "SDKROOT"].contains($0.key) }
    kept["LANG"] = "C.UTF-8"
    return kept
  }()

  /// The flags for every chapter.
  ///
  /// Cells are language mode 5: mode 6 would tie each top-level variable to the main actor and
  /// refuse ordinary notebook code. The default diagnostic style prints wrong gutter numbers
  /// where lines come from `#sourceLocation`.
  var flags: [String] {
    [
      "-O", "-wmo", "-g", "-Xcc", "-fno-omit-frame-pointer", "-swift-version", "5",
      "-diagnostic-style", "llvm", "-module-name", "Chapter",
    ] + library.flags
  }
}

/// A Swift compiler that cannot be used.
public struct ToolchainError: Error, CustomStringConvertible {
  public var message: String

  public var description: String { message }
}
