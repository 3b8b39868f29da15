import Foundation

/// The script that lets a page load itself again when the book has changed.
///
/// It is put into pages as they are sent; the files on disk stay as they were built.
enum ReloadScript {
  /// Returns the page with the script at the end of its body.
  ///
  /// The script listens only while its page is seen: browsers allow six connections to one server,
  /// and every open tab would hold one. It sends the version that it shows, so a page that was
  /// hidden, or on its way, during a build is told at once.
  static func insert(into page: Data, version: Int) -> Data {
    let script = Data(
      """
      <script>
      (() => {
        let events;
        const listen = () => {
          events?.close();
          if (document.hidden) return;
          events = new EventSource("\(ReloadEvents.path)?version=\(version)");
          events.addEventListener("reload", () => { events.close(); location.reload(); });
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

  private static func endOfBody(in page: Data) -> Data.Index? {
    // The last one: a listing in the page may show a </body> of its own, and is escaped anyway.
    [Data("</body>".utf8), Data("</BODY>".utf8)]
      .compactMap { page.range(of: $0, options: .backwards)?.lowerBound }.max()
  }
}
