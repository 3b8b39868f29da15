import BookRecords
import Errors
import Files
public import Foundation

/// The shared library with the modules that cells import, as the package manager built it.
public struct CellLibrary: Sendable {
  /// The folder with the shared library and `Modules/`, such as `.build/release`.
  let folder: URL
  private let moduleMapFolders: [URL]
  private let headerFlags: [String]
  /// A digest of the library. Every change of its modules that a cell could notice changes these
  /// bytes too: even what can be inlined into cells is in them.
  let identity: String

  #if os(macOS)
    private static let fileName = "libCellLibrary.dylib"
  #else
    private static let fileName = "libCellLibrary.so"
  #endif

  /// - Parameters:
  ///   - folder: Where the package manager put the library.
  ///   - sources: The package's `Sources` folder: its C targets' module maps are there, and its
  ///     manifest is beside it.
  ///   - scratch: Where files may be made.
  /// - Throws: ``ToolchainError`` if the library is not there.
  public init(folder: URL, sources: URL, scratch: ScratchFolder) async throws(ToolchainError) {
    self.folder = folder
    headerFlags = try await Self.systemHeaderFlags(
      manifest: sources.deletingLastPathComponent().appendingPathComponent("Package.swift"),
      scratch: scratch)
    let library = folder.appendingPathComponent(Self.fileName)
    do {
      identity = try Digest.of(file: library)
      moduleMapFolders = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
        .filter { $0.hasSuffix("/module.modulemap") }.sorted()
        .map { sources.appendingPathComponent($0).deletingLastPathComponent() }
    } catch {
      let words = InputError(error, place: library.path, expected: "the library for cells")
      throw ToolchainError(message: "\(words); run “swift build -c release”")
    }
  }

  /// Where the headers are of the system libraries that the package's manifest names.
  private static func systemHeaderFlags(
    manifest: URL, scratch: ScratchFolder
  ) async throws(ToolchainError) -> [String] {
    guard let text = try? String(contentsOf: manifest, encoding: .utf8) else {
      throw ToolchainError(message: "the library for cells has no manifest at \(manifest.path)")
    }
    let packages = text.matches(of: /pkgConfig: "([^"]+)"/).map { String($0.1) }
    guard !packages.isEmpty else { return [] }
    let output = try await Toolchain.output(
      of: "pkg-config", ["--cflags"] + packages, scratch: scratch)
    return output.split(whereSeparator: \.isWhitespace).flatMap { ["-Xcc", String($0)] }
  }

  var flags: [String] {
    ["-I", folder.appendingPathComponent("Modules").path]
      + moduleMapFolders.flatMap { ["-I", $0.path] } + headerFlags
  }

  /// The library stands before all others, so that its functions are found before those of the same
  /// name in the C library and in Dispatch.
  var linkerFlags: [String] {
    [folder.appendingPathComponent(Self.fileName).path]
      + ["-Xlinker", "-rpath", "-Xlinker", folder.path]
  }
}
