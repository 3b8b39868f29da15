import CellRunner
import Foundation

extension CellLibrary {
  /// The library that was built together with this tool: it lies beside it, and the C targets'
  /// module maps are in the sources of its package.
  static func installed(scratch: ScratchFolder) async throws(ToolchainError) -> CellLibrary {
    let tool = URL(fileURLWithPath: CommandLine.arguments[0])
    let executable = (Bundle.main.executableURL ?? tool).resolvingSymlinksInPath()
    let folder = executable.deletingLastPathComponent()
    var package = folder
    while package.path != "/",
      !FileManager.default.fileExists(
        atPath: package.appendingPathComponent("Sources/run/Notebook").path)
    {
      package.deleteLastPathComponent()
    }
    return try await CellLibrary(
      folder: folder, sources: package.appendingPathComponent("Sources"), scratch: scratch)
  }
}
