import Foundation
import ProgramTesting
import Testing

/// The browser on this machine.
enum Chromium {
  static let program = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
        URL(filePath: String($0)).appending(path: name)
      }
    }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// Pages in a real browser, where Chromium is installed.
@Suite(
  "Pages in a browser", .onOwnThreads,
  .enabled(if: Chromium.program != nil, "Chromium is not installed"))
struct BrowserTests {
  /// The page's document after a script has run in it inside a frame of a certain width.
  ///
  /// A browser's window has a smallest width that is wider than a phone; a frame has none.
  private func title(of page: String, in site: SmallSite, width: Int, script: String) throws
    -> String
  {
    let probe = try site.page(page).replacing(
      "</body>",
      with: """
        <script>
        addEventListener("load", () => parent.postMessage(String((() => { \(script) })()), "*"));
        </script></body>
        """)
    try site.write(probe, to: "site/probe.html")
    try site.write(
      """
      <script>addEventListener("message", (event) => document.title = event.data);</script>
      <iframe src="probe.html" width="\(width)" height="900" style="border: 0"></iframe>
      """, to: "site/frame.html")
    let process = Process()
    process.executableURL = Chromium.program
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
      "--user-data-dir=\(site.folder.appending(path: "profile").path)",
      "--window-size=2000,1000", "--virtual-time-budget=5000", "--dump-dom",
      site.site.appending(path: "frame.html").absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return String(try #require(text.firstMatch(of: /<title>(.*)<\/title>/), "\(text)").1)
  }

  @Test("No page scrolls sideways", arguments: [320, 390, 1024, 1920])
  func noSidewaysScrolling(width: Int) throws {
    let site = try WholeSiteTests.everything()
    for page in ["index.html", "1-a.html", "2-b.html", "3-c.html"] {
      let script = "return document.documentElement.scrollWidth;"
      #expect(try title(of: page, in: site, width: width, script: script) == "\(width)", "\(page)")
    }
  }

  @Test("A figure is as wide as it can be read, and scrolls where that is too wide")
  func figureWidth() throws {
    let site = try WholeSiteTests.everything()
    let script = """
      const image = [...document.querySelectorAll(".picture img")]
        .find((image) => image.offsetParent);
      const box = image.parentElement;
      return [image.offsetWidth, box.scrollWidth > box.clientWidth].join();
      """
    #expect(try title(of: "1-a.html", in: site, width: 390, script: script) == "500,true")
    #expect(try title(of: "1-a.html", in: site, width: 1024, script: script) == "640,false")
    #expect(try title(of: "1-a.html", in: site, width: 1440, script: script) == "640,false")
    #expect(try title(of: "1-a.html", in: site, width: 1920, script: script) == "736,false")
  }

  @Test("The button changes the theme, and the pictures with it")
  func themeButton() throws {
    let site = try WholeSiteTests.everything()
    let script = """
      const seen = () => [...document.querySelectorAll(".picture img")]
        .filter((image) => image.offsetParent).map((image) => image.className).join();
      const button = document.querySelector("button.theme");
      const states = [seen()];
      button.click();
      states.push(seen(), document.documentElement.dataset.theme);
      button.click();
      states.push(seen(), document.documentElement.dataset.theme);
      return states.join(" ");
      """
    #expect(
      try title(of: "1-a.html", in: site, width: 1024, script: script)
        == "light dark dark light light")
  }
}
