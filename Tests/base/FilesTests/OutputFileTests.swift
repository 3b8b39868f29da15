import Errors
import Files
import Foundation
import Testing

@Suite("Output files")
struct OutputFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("A file is written and replaced, and nothing else is left")
  func replaces() throws {
    let file = OutputFile(path("w"))
    try file.check()
    #expect(try names() == [])
    try file.write(Data("one".utf8))
    try file.write(Data("two".utf8))
    #expect(try text("w") == "two")
    #expect(try names() == ["w"])
  }

  @Test("What is there keeps its mode", arguments: [0o600, 0o644, 0o640, 0o755])
  func keepsMode(mode: Int) throws {
    try Data("old".utf8).write(to: folder.appending(path: "w"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path("w"))
    try OutputFile(path("w")).write(Data("new".utf8))
    let found = try FileManager.default.attributesOfItem(atPath: path("w"))[.posixPermissions]
    #expect(found as? Int == mode)
    #expect(try text("w") == "new")
  }

  @Test("Links are followed, to files that are there and to those that are not yet")
  func followsLinks() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: path("far"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("far/inner"), withDestinationPath: "w")
    try files.createSymbolicLink(atPath: path("link"), withDestinationPath: "far/inner")
    for content in ["one", "two"] {
      try OutputFile(path("link")).write(Data(content.utf8))
      #expect(try text("far/w") == content)
    }
    #expect(try files.destinationOfSymbolicLink(atPath: path("link")) == "far/inner")
    #expect(OutputFile(path("link")).isSame(as: OutputFile(path("far/../far/w"))))
    #expect(!OutputFile(path("link")).isSame(as: OutputFile(path("far/v"))))
  }

  @Test("A circle of links is named for what it is")
  func refusesCircles() throws {
    try FileManager.default.createSymbolicLink(atPath: path("a"), withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(atPath: path("b"), withDestinationPath: "a")
    let error = #expect(throws: InputError.self) { try OutputFile(path("a")).check() }
    #expect(error?.found == "symbolic links that lead in a circle")
  }

  @Test("What a killed run has left is taken over")
  func takesOver() throws {
    try Data(repeating: 1, count: 1000).write(to: folder.appending(path: ".w.unfinished"))
    try OutputFile(path("w")).write(Data("new".utf8))
    #expect(try text("w") == "new")
    #expect(try names() == ["w"])
    try Data(repeating: 1, count: 1000).write(to: folder.appending(path: ".w.unfinished"))
    try OutputFile(path("w")).check()
    #expect(try names() == ["w"])
  }

  @Test("The longest name that a file can have is written", arguments: [243, 244, 255])
  func longNames(length: Int) throws {
    let name = String(repeating: "é", count: length / 2) + (length % 2 == 0 ? "" : "e")
    try OutputFile(path(name)).check()
    try OutputFile(path(name)).write(Data("new".utf8))
    #expect(try names() == [name])
  }

  @Test("Results that are not there yet are told apart by where they would be")
  func collisions() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: path("a"), withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: path("b"), withDestinationPath: "a")
    try files.createSymbolicLink(atPath: path("to w"), withDestinationPath: "a/w")
    let file = OutputFile(path("a/w"))
    for other in ["b/w", "a/../a/./w", "to w"] {
      let results = [("--first", file), ("--second", OutputFile(path(other)))]
      let error = #expect(throws: InputError.self) { try OutputFile.check(results, against: []) }
      #expect(
        error?.description == "--second: expected a file of its own, found \(path(other)), "
          + "to which --first goes")
    }
    try OutputFile.check([("--first", file), ("--second", OutputFile(path("a/v")))], against: [])
    try OutputFile.check(
      [("--first", OutputFile("/dev/null")), ("--second", OutputFile("/dev/null"))],
      against: ["/dev/null"])
    try Data().write(to: folder.appending(path: "a/w"))
    let error = #expect(throws: InputError.self) {
      try OutputFile.check([("--first", file)], against: [path("to w")])
    }
    #expect(
      error?.description == "--first: expected a file that is not read, found \(path("a/w")), "
        + "which is; name another file")
  }

  @Test("A file that another program writes is left to it")
  func waitsForNobody() throws {
    try Data("old".utf8).write(to: folder.appending(path: "w"))
    let other = open(path(".w.unfinished"), O_WRONLY | O_CREAT, 0o600)
    #expect(flock(other, LOCK_EX) == 0)
    let error = #expect(throws: InputError.self) {
      try OutputFile(path("w")).write(Data("new".utf8))
    }
    close(other)
    #expect(error?.found == "another program that is writing it")
    #expect(try text("w") == "old")
  }

  @Test("Devices are written to and stay")
  func writesToDevices() throws {
    try OutputFile("/dev/null").check()
    try OutputFile("/dev/null").write(Data("gone".utf8))
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    #expect(try OutputFile("/dev/null").isStream())
    #expect(try !OutputFile(path("w")).isStream())
  }

  @Test("An open descriptor is written to where it stands")
  func writesToDescriptors() throws {
    let descriptor = open(path("log"), O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    for word in ["one", "two"] {
      try OutputFile("/dev/fd/\(descriptor)").write(Data(word.utf8))
    }
    #expect(try text("log") == "onetwo")
  }

  #if os(Linux)
    @Test("A full disk says so, and the old file stays")
    func saysFullDisk() throws {
      let error = #expect(throws: InputError.self) {
        try OutputFile("/dev/full").write(Data("more".utf8))
      }
      #expect(
        error?.description
          == "/dev/full: expected a file that can be written, found a full disk; "
          + "free some room and try again")
    }
  #endif

  @Test("Places where no file can be say why, before and while writing")
  func refuses() throws {
    try Data().write(to: folder.appending(path: "file"))
    let folders = [
      "no/w": "no folder \(path("no"))", "file/w": "a file where its path needs a folder",
      ".": "a folder", "new/": "a folder",
    ]
    for (name, found) in folders {
      let file = OutputFile(folder.path + "/" + name)
      let before = #expect(throws: InputError.self) { try file.check() }
      let during = #expect(throws: InputError.self) { try file.write(Data()) }
      #expect(before?.found == found && during?.found == found, "\(name)")
    }
    #expect(try names() == ["file"])
  }
}
