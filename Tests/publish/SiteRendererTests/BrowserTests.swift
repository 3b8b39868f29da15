import BookModel
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
        addEventListener("load", async () => {
          parent.postMessage(String(await (async () => { \(script) })()), "*");
        });
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

  /// The results of a search: each section's number, title and excerpt, what is found marked.
  private func results(of query: String, in site: SmallSite) throws -> String {
    try title(
      of: "1-a.html", in: site, width: 1024,
      script: """
        dispatchEvent(new KeyboardEvent("keydown", { key: "/" }));
        const dialog = document.querySelector("dialog.search");
        const input = dialog.querySelector("input");
        while (typeof bookIndex === "undefined") await new Promise((done) => setTimeout(done, 10));
        input.value = "\(query)";
        input.dispatchEvent(new Event("input"));
        for (const mark of dialog.querySelectorAll("mark")) mark.prepend("[");
        for (const mark of dialog.querySelectorAll("mark")) mark.append("]");
        return [...dialog.querySelectorAll("a")]
          .map((link) => link.getAttribute("href") + " " + link.textContent).join(" / ");
        """)
  }

  @Test("A search finds words of prose, code, captions and values, in any script")
  func search() throws {
    let site = try SmallSite([
      "a.md": """
      # First

      Gewöhnliche Wörter, *ganz* `{swift} 1`.

      ## Zweiter Teil {#sec-zwei}

      卷积神经网络读手写数字。

      ```swift
      //| caption: A kernel.
      let stride = 2
      ```

      ```swift
      //| exercise: e
      let x = 1
      ```

      ```swift
      //| check: e
      fatalError()
      ```

      ```swift
      //| solution: e
      let geheim = 1
      ```
      """
    ])
    try site.write("# Second\n\nA word <b>&</b> words, words.\n", to: "chapters/1-a.md")
    let outputs = [[], [[try site.figure("a", altText: "A")]]]
    let problems = try site.render(outputs, values: [[], ["seventeen"]], edition: .student)
    #expect(problems.isEmpty, "\(problems.text)")
    for (query, found) in [
      ("worter", "a.html 2 FirstGewöhnliche [Wörter], ganz seventeen."),
      ("SEVENTEEN gew", "a.html 2 First[Gew]öhnliche Wörter, ganz [seventeen]."),
      ("神经网络", "a.html#sec-zwei 2.1 Zweiter Teil卷积[神经网络]读手写数字。 let stride = 2 A kernel."),
      ("stride", "a.html#sec-zwei 2.1 Zweiter Teil卷积神经网络读手写数字。 let [stride] = 2 A kernel."),
      ("zweit", "a.html#sec-zwei 2.1 Zweiter Teil卷积神经网络读手写数字。 let stride = 2 A kernel."),
      ("word & w", "1-a.html 1 SecondA [word] [&amp;] [word]s, [word]s."),
      ("geheim", ""), ("word nowhere", ""), ("  ", ""),
    ] {
      let results = try results(of: query, in: site)
      #expect(
        results.hasPrefix(found) && (found.isEmpty == results.isEmpty), "\(query): \(results)")
    }
  }

  @Test("The arrow keys choose a result, and Enter follows it")
  func searchByKeys() throws {
    let site = try WholeSiteTests.everything()
    let script = """
      document.querySelector("button.search").click();
      const input = document.querySelector("dialog.search input");
      while (typeof bookIndex === "undefined") await new Promise((done) => setTimeout(done, 10));
      input.value = "same";
      input.dispatchEvent(new Event("input"));
      const states = [];
      const press = (key) => {
        input.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
        states.push(document.getElementById(input.getAttribute("aria-activedescendant"))
          .querySelector("a").getAttribute("href"));
      };
      states.push(document.querySelectorAll("dialog.search li").length);
      for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) press(key);
      let followed = "";
      for (const link of document.querySelectorAll("dialog.search a")) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          followed = link.getAttribute("href");
        });
      }
      press("Enter");
      return [...states, followed, document.querySelector("dialog.search").open].join(" ");
      """
    #expect(
      try title(of: "1-a.html", in: site, width: 1024, script: script)
        == "2 2-b.html#same-2 2-b.html#same 2-b.html#same-2 2-b.html#same-2 2-b.html#same-2 false")
  }

  @Test("A figure opens as large as the window by Enter and by a click")
  func largeFigure() throws {
    let site = try WholeSiteTests.everything()
    let script = """
      const picture = document.querySelector(".picture");
      const large = document.querySelector(".large");
      const states = [large.matches(":popover-open")];
      picture.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      states.push(large.matches(":popover-open"));
      large.querySelector("button").click();
      states.push(large.matches(":popover-open"));
      picture.click();
      states.push(large.matches(":popover-open"), large.offsetWidth === innerWidth);
      dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
      states.push(large.matches(":popover-open"));
      return states.join(" ");
      """
    let found = try title(of: "1-a.html", in: site, width: 1024, script: script)
    #expect(found == "false true false true true true")
  }

  @Test("Slides show the chapter section by section, and code piece by piece")
  func slides() throws {
    let site = try SmallSite([
      "a.md": """
      # Title

      Before.

      <!-- Say hello. -->

      ## One

      \(String(repeating: "A paragraph of some words.\n\n", count: 40))

      ## Two

      ```swift
      let a = 1

      let b = 2
      ```
      """
    ])
    #expect(try site.render().isEmpty)
    let script = """
      const press = (key) => dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
      const main = document.querySelector("main");
      const seen = () => [...main.children].filter((block) => block.offsetParent);
      const states = [];
      scrollTo(0, 0);
      press("p");
      press("Home");
      states.push(seen().map((block) => block.tagName).join("+"));
      press("ArrowRight");
      states.push(seen()[0].firstChild.textContent, main.getBoundingClientRect().height <= innerHeight);
      const total = Number(document.querySelector(".counter").textContent.split("/")[1]);
      states.push(total > 3);
      press("ArrowRight");
      states.push(seen()[0].firstChild.textContent);
      press("End");
      states.push(seen()[0].firstChild.textContent);
      const quiet = () =>
        [...document.querySelectorAll(".piece")].map((piece) => piece.classList.contains("quiet"));
      for (let count = 0; count < 3; count += 1) {
        states.push(quiet().join("+"));
        press(" ");
      }
      const text = document.querySelector("code.swift").textContent;
      press("Escape");
      states.push(seen().length === main.children.length, text === "let a = 1\\n\\nlet b = 2\\n");
      return states.join(" ");
      """
    let found = try title(of: "a.html", in: site, width: 1280, script: script)
    #expect(
      found == "HEADER+P 1.1 true true 1.1 1.2 false+false false+true true+false true true")
  }
}
