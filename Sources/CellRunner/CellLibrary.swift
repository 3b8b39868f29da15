import BookRecords
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
  ///   - sources: The package's `Sources` folder: its C targets' module maps are there.
  /// - Throws: ``ToolchainError`` if the library is not there.
  public init(folder: URL, sources: URL) async throws(ToolchainError) {
    self.folder = folder
    headerFlags = try await Self.systemHeaderFlags()
    do {
      let files = FileManager.default
      let library = folder.appendingPathComponent(Self.fileName)
      identity = try Digest.of(file: library)
      moduleMapFolders = try files.contentsOfDirectory(atPath: sources.path).sorted()
        .map { sources.appendingPathComponent($0) }
        .flatMap { [$0, $0.appendingPathComponent("include")] }
        .filter { files.fileExists(atPath: $0.appendingPathComponent("module.modulemap").path) }
    } catch {
      throw ToolchainError(
        message: "the library for cells is not built (\(error.localizedDescription)); "
          + "run “swift build -c release”")
    }
  }

  /// Where the headers are that the modules of system libraries include.
  private static func systemHeaderFlags() async throws(ToolchainError) -> [String] {
    let packages = ["cairo", "glib-2.0", "libpng", "zlib"]
    let output = try await Toolchain.output(of: "pkg-config", ["--cflags"] + packages)
    return output.split(whereSeparator: \.isWhitespace).flatMap { ["-Xcc", String($0)] }
  }

  var flags: [String] {
    ["-I", folder.appendingPathComponent("Modules").path]
      + moduleMapFolders.flatMap { ["-I", $0.path] } + headerFlags
      + ["-L", folder.path, "-lCellLibrary", "-Xlinker", "-rpath", "-Xlinker", folder.path]
  }
}
