import Foundation

/// The script that lets a page load itself again when the book has changed, and the notice that
/// says what is wrong with the book.
///
/// Both are put into pages as they are sent; the files on disk stay as they were built.
enum PageScript {
  /// Returns the page with notice and script at the end of its body.
  ///
  /// The script listens only while its page is seen: browsers allow six connections to one server,
  /// and every open tab would hold one. It sends the version that it shows, so a page that was
  /// hidden, or on its way, during a build is told at once.
  static func insert(into page: Data, _ book: OpenPages.Book) -> Data {
    let script = Data(
      """
      <details id="preview-errors" role="alert" open\(book.errors.isEmpty ? " hidden" : "") style="\
      position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 45vh; overflow: auto; \
      margin: 0; padding: .6rem 1rem; background: #7a0012; color: #fff; \
      font: 1rem/1.4 system-ui, sans-serif">
      <summary style="color: inherit; font: inherit">The book has errors</summary>
      <pre style="margin: .6rem 0 0; padding: 0; border: 0; background: none; color: inherit; \
      font: .85rem/1.4 ui-monospace, monospace; white-space: pre-wrap">\
      \(escaped(book.errors.joined(separator: "\n\n")))</pre>
      </details>
      <script>
      (() => {
        const notice = document.getElementById("preview-errors");
        let events;
        const listen = () => {
          events?.close();
          if (document.hidden) return;
          events = new EventSource("\(OpenPages.path)?version=\(book.version)");
          events.addEventListener("reload", () => { events.close(); location.reload(); });
          events.addEventListener("errors", event => {
            notice.querySelector("pre").textContent = event.data;
            notice.hidden = false;
          });
        };
        document.addEventListener("visibilitychange", listen);
        window.addEventListener("pagehide", () => events?.close());
        listen();
      })();
      </script>

      """.utf8)
    var result = page
    let end = endOfBody(in: page) ?? page.endIndex
    result.insert(contentsOf: script, at: end)
    return result
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  private static func endOfBody(in page: Data) -> Data.Index? {
    // The last one: a listing in the page may show a </body> of its own, and is escaped anyway.
    [Data("</body>".utf8), Data("</BODY>".utf8)]
      .compactMap { page.range(of: $0, options: .backwards)?.lowerBound }.max()
  }
}
