import Errors
import Files
import Foundation
import Testing

@Suite("Input files")
struct InputFileTests {
  @Test("A file, an empty one and a pipe are read whole")
  func readsAll() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for count in [0, 1, 300_000] {
      let bytes = Data((0..<count).map { UInt8(truncatingIfNeeded: $0) })
      try bytes.write(to: file)
      #expect(try InputFile(file).contents() == bytes)
    }
    let pipe = Pipe()
    pipe.fileHandleForWriting.write(Data("through a pipe".utf8))
    try pipe.fileHandleForWriting.close()
    let end = pipe.fileHandleForReading.fileDescriptor
    #expect(try InputFile("/dev/fd/\(end)").contents() == Data("through a pipe".utf8))
  }

  @Test("What cannot be read says why")
  func refuses() throws {
    let folder = FileManager.default.temporaryDirectory
    for (path, found) in [
      (folder.path, "a folder"), (folder.path + "/not-there", "no such file or folder"),
    ] {
      let error = #expect(throws: InputError.self) { try InputFile(path).contents() }
      #expect(error?.description == "\(path): expected a file that can be read, found \(found)")
    }
    let error = #expect(throws: InputError.self) {
      try InputFile("/dev/zero").contents(expected: "a picture", limit: 1_000)
    }
    #expect(error?.description == "/dev/zero: expected a picture, found more than 1000 bytes")
  }
}
