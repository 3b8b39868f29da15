import Foundation

/// The Swift toolchain whose `swiftc` stands first on the path.
struct Toolchain {
  /// The real place of `swiftc`, behind all links.
  let compiler: URL

  init?(environment: [String: String]) {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let found = folders.lazy.map { URL(filePath: String($0)).appending(path: "swiftc") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else { return nil }
    compiler = found.resolvingSymlinksInPath()
  }

  /// The library with the parser, or `nil` where this toolchain has none.
  var sourceKitLibrary: URL? {
    let folder = compiler.deletingLastPathComponent().deletingLastPathComponent()
    return ["lib/libsourcekitdInProc.so", "lib/sourcekitdInProc.framework/sourcekitdInProc"]
      .map { folder.appending(path: $0) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }
}
