import Foundation
import PreviewServer
import Testing

@Suite("A file watcher")
struct FileWatcherTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  private var chapters: String { site.folder.appending(path: "chapters").path }

  /// Does one thing after the other, and says which files are reported after each.
  private func changes(
    _ places: FileWatcher.Place..., after steps: [() throws -> Void]
  ) async throws -> [[String]] {
    let exception = site.folder.appending(path: "output").path
    var watcher = FileWatcher(Set(places), except: exception, interval: .milliseconds(5))
    var changes: [[String]] = []
    for step in steps {
      try step()
      let names = try await watcher.change().map { URL(filePath: $0).lastPathComponent }
      changes.append(names.sorted())
    }
    return changes
  }

  private func move(_ old: String, to new: String) throws {
    let (old, new) = (site.folder.appending(path: old), site.folder.appending(path: new))
    #expect(rename(old.path, new.path) == 0)
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: site.folder.appending(path: name))
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appending(path: name).path,
      withDestinationPath: site.folder.appending(path: target).path)
  }

  @Test("sees files that change, appear, go, and get other names")
  func changes() async throws {
    try site.write("abc", to: "chapters/a.md")
    let seen = try await changes(
      .tree(chapters),
      after: [
        { try site.write("abcd", to: "chapters/a.md") },
        { try site.write("dcba", to: "chapters/a.md") },
        { try site.write("new", to: "chapters/deep/down/new.md") },
        { try move("chapters/a.md", to: "chapters/b.md") },
        { try remove("chapters/deep") },
        { for number in 1...5 { try site.write("\(number)", to: "chapters/\(number).md") } },
      ])
    #expect(
      seen == [
        ["a.md"], ["a.md"], ["new.md"], ["a.md", "b.md"], ["new.md"],
        ["1.md", "2.md", "3.md", "4.md", "5.md"],
      ])
  }

  @Test("sees single files, also those that appear later")
  func singleFiles() async throws {
    let seen = try await changes(
      .entry(site.folder.appending(path: "index.html").path),
      .tree(site.folder.appending(path: "late.yml").path),
      after: [
        {
          try site.write("not watched", to: "other.md")
          try site.write("here", to: "late.yml")
        },
        { try remove("index.html") },
      ])
    #expect(seen == [["late.yml"], ["index.html"]])
  }

  @Test("sees what is behind links, and where links lead")
  func links() async throws {
    try site.write("one", to: "elsewhere/one/a.md")
    try site.write("two", to: "elsewhere/two/a.md")
    try site.write("three", to: "elsewhere/three.md")
    try link("current", to: "elsewhere/one")
    try link("chapters", to: "current")
    try link("elsewhere/two/circle", to: "elsewhere/two")
    let seen = try await changes(
      .tree(chapters),
      after: [
        { try site.write("one!", to: "elsewhere/one/a.md") },
        { try link("elsewhere/one/b.md", to: "elsewhere/three.md") },
        { try site.write("three!", to: "elsewhere/three.md") },
        {
          try link("elsewhere/one/c.md", to: "elsewhere/two/a.md")
          try move("elsewhere/one/c.md", to: "elsewhere/one/b.md")
        },
        {
          try remove("current")
          try link("current", to: "elsewhere/two")
        },
      ])
    #expect(seen == [["a.md"], ["b.md"], ["b.md"], ["b.md"], ["a.md", "b.md"]])
  }

  @Test("reports nothing for what editors keep, and for files whose bytes are the same")
  func noChange() async throws {
    try site.write("text", to: "chapters/a.md")
    try site.write("same", to: "chapters/b.md")
    let seen = try await changes(
      .tree(chapters),
      after: [
        {
          for name in [".a.md.swp", ".#a.md", "a.md~", "#a.md#", "4913"] {
            try site.write("kept", to: "chapters/" + name)
          }
          try site.write("text", to: "chapters/a.md")
          try site.write("text", to: ".new")
          try move(".new", to: "chapters/a.md")
          let old = [FileAttributeKey.modificationDate: Date(timeIntervalSince1970: 0)]
          try FileManager.default.setAttributes(
            old, ofItemAtPath: site.folder.appending(path: "chapters/b.md").path)
          try site.write("other", to: "chapters/c.md")
        }
      ])
    #expect(seen == [["c.md"]])
  }

  @Test("sees the names alone in some folders, or not even these, and nothing in the site's own")
  func names() async throws {
    try site.write("a", to: "data/a.csv")
    let seen = try await changes(
      .entry(site.folder.appending(path: "data").path), .status(site.folder.path),
      .entry(site.folder.appending(path: "output/index.html").path),
      after: [
        {
          try site.write("1", to: "output/index.html")
          try site.write("b", to: "data/a.csv")
          try site.write("c", to: "data/c.csv")
        },
        { try FileManager.default.removeItem(at: site.folder) },
      ])
    #expect(seen == [["data"], ["data", "site"]])
  }

  @Test("sees, at a place that is new to it, what has changed since that was found out")
  func laterPlaces() async throws {
    try site.write("1", to: "input.txt")
    let input = site.folder.appending(path: "input.txt").path
    var watcher = FileWatcher([.tree(chapters)], interval: .milliseconds(5))
    watcher.watch([.tree(chapters), .entry(input)], since: .distantPast)
    #expect(try await watcher.change() == [input])
    watcher.watch([.tree(chapters)], since: .distantPast)
    watcher.watch([.tree(chapters), .entry(input)], since: .distantFuture)
    try site.write("a", to: "chapters/a.md")
    #expect(try await watcher.change() == [chapters + "/a.md"])
  }
}
