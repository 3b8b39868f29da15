import Foundation
import PreviewServer
import Testing

@Suite("A folder watcher", .timeLimit(.minutes(1)))
struct FolderWatcherTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  private func names(_ urls: Set<URL>?) -> [String]? {
    urls?.map(\.lastPathComponent).sorted()
  }

  @Test("sees files that change, appear and go")
  func changes() async throws {
    let watcher = FolderWatcher([site.folder], interval: .milliseconds(20))
    var changes = watcher.changes().makeAsyncIterator()
    try site.write("longer than before, in any case", to: "index.html")
    #expect(names(await changes.next()) == ["index.html"])
    try site.write("new", to: "deep/down/new.md")
    #expect(names(await changes.next()) == ["new.md"])
    try FileManager.default.removeItem(at: site.folder.appending(path: "deep"))
    #expect(names(await changes.next()) == ["new.md"])
  }

  @Test("sees a change that keeps the size")
  func sameSize() async throws {
    try site.write("abc", to: "a.md")
    let watcher = FolderWatcher([site.folder], interval: .milliseconds(20))
    var changes = watcher.changes().makeAsyncIterator()
    try await Task.sleep(for: .milliseconds(30))
    try site.write("xyz", to: "a.md")
    #expect(names(await changes.next()) == ["a.md"])
  }

  @Test("reports many changes at once, after they have come to rest")
  func burst() async throws {
    let watcher = FolderWatcher([site.folder], interval: .milliseconds(500))
    var changes = watcher.changes().makeAsyncIterator()
    for number in 1...5 {
      try site.write("\(number)", to: "\(number).md")
    }
    #expect(names(await changes.next()) == ["1.md", "2.md", "3.md", "4.md", "5.md"])
  }

  @Test("sees a single file, and one that does not exist yet")
  func singleFiles() async throws {
    let later = site.folder.appending(path: "later.yml")
    let watcher = FolderWatcher(
      [site.folder.appending(path: "index.html"), later], interval: .milliseconds(20))
    var changes = watcher.changes().makeAsyncIterator()
    try site.write("not watched", to: "other.md")
    try site.write("here", to: "later.yml")
    #expect(names(await changes.next()) == ["later.yml"])
  }

  @Test("passes over hidden files, such as an editor's")
  func hidden() async throws {
    let watcher = FolderWatcher([site.folder], interval: .milliseconds(20))
    var changes = watcher.changes().makeAsyncIterator()
    try site.write("swap", to: ".chapter.md.swp")
    try await Task.sleep(for: .milliseconds(100))
    try site.write("text", to: "chapter.md")
    #expect(names(await changes.next()) == ["chapter.md"])
  }
}
