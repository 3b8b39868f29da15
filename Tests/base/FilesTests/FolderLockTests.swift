import Files
import Foundation
import Testing

@Suite("Locks of folders")
struct FolderLockTests {
  @Test("A folder's lock is held once, by whatever path, and leaves nothing behind")
  func heldOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var lock = FolderLock(folder, waits: false)
    #expect(lock != nil)
    #expect(
      FolderLock(folder.appending(path: "../\(folder.lastPathComponent)"), waits: false) == nil)
    lock = nil
    lock = FolderLock(folder, waits: true)
    #expect(lock != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("Where there is no folder, nobody is kept apart")
  func noFolder() {
    #expect(FolderLock(URL(filePath: "/nowhere"), waits: true) != nil)
  }
}
