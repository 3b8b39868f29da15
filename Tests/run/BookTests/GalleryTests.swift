import Foundation
import ProgramTesting
import Testing

/// The manual of the figures, built as `make gallery` builds it.
@Suite("The gallery", .onOwnThreads)
struct GalleryTests {
  @Test("Every figure of the gallery is drawn, in all forms, with words of bearable length")
  func builds() throws {
    let book = try BookProgram()
    let chapters = URL(filePath: #filePath)
      .appending(path: "../../../../docs/gallery/chapters").standardized
    try FileManager.default.copyItem(at: chapters, to: book.folder.appending(path: "chapters"))
    let build = try book("build", "--figures", "svg,pdf", "--quiet")
    #expect(build.messages == "")
    #expect(build.status == 0)
    let site = book.folder.appending(path: "output")
    #expect(try SitePages(in: site).problems() == [])

    var figures = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.path)
    where path.hasSuffix(".html") {
      let page = try book.text("output/\(path)")
      for match in page.matches(of: /<img class="light"[^>]*? alt="([^"]+)"/) {
        figures += 1
        #expect(match.1.replacing(/&\w+;/, with: "x").count <= 300, "\(path): \(match.1)")
      }
    }
    #expect(figures >= 45)
    try checkPictures(in: site)
  }

  /// All PNG files by `pngcheck`, where it is installed.
  private func checkPictures(in site: URL) throws {
    let program = "/usr/bin/pngcheck"
    guard FileManager.default.isExecutableFile(atPath: program) else { return }
    let files = try FileManager.default.subpathsOfDirectory(atPath: site.path)
      .filter { $0.hasSuffix(".png") }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["-q"] + files
    process.currentDirectoryURL = site
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let verdict = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && files.count >= 180, "\(verdict)")
  }
}
