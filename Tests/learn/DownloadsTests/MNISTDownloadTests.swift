import CGLib
import CZlib
import Downloads
import Errors
import Files
import Foundation
import Synchronization
import Testing

@Suite("Fetching MNIST")
final class MNISTDownloadTests: Sendable {
  let folder: URL
  /// 300,000 bytes that pack to about 100,000.
  let content = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 1_013) })
  let packed: Data
  /// The same content in other bytes, as another mirror may have it.
  let repacked: Data
  let file: MNISTFile

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "fetch-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bytes = [UInt8](content)
    let sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, gsize(bytes.count))
    defer { g_free(sum) }
    file = MNISTFile(name: "a", sha256: sum.map { String(cString: $0) } ?? "")
    packed = try Self.pack(content, level: "9", in: folder)
    repacked = try Self.pack(content, level: "1", in: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private static func pack(_ content: Data, level: String, in folder: URL) throws -> Data {
    let url = folder.appending(path: "packing")
    let stream = gzopen(url.path, "wb\(level)")
    gzwrite(stream, [UInt8](content), UInt32(content.count))
    gzclose(stream)
    defer { try? FileManager.default.removeItem(at: url) }
    return try Data(contentsOf: url)
  }

  private var target: URL { folder.appending(path: "a.gz") }
  private var part: URL { folder.appending(path: "a.gz.part") }
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Fetches from some mirrors and returns what was reported.
  private func fetch(from mirrors: [URL]) async throws -> [MNISTDownload.Event] {
    let events = Mutex<[MNISTDownload.Event]>([])
    try await MNISTDownload(into: folder, from: mirrors, files: [file], timeout: .seconds(600))
      .run { event in events.withLock { $0.append(event) } }
    return events.withLock { $0 }
  }

  @Test("a file that is not there is fetched, and not fetched twice")
  func fetchOnce() async throws {
    let mirror = Mirror(["a.gz": .serve(packed)])
    try await mirror.run { [self] address in
      let events = try await fetch(from: [address])
      #expect(
        events.contains(
          .receiving(file: "a.gz", received: packed.count, expected: packed.count)))
      #expect(events.last == .finished(file: "a.gz"))
      #expect(try Data(contentsOf: target) == packed)
      #expect(try names() == ["a.gz"])
      let eventsAgain = try await fetch(from: [address])
      #expect(eventsAgain == [.alreadyThere(file: "a.gz")])
    }
    #expect(mirror.requests == ["a.gz"])
  }

  @Test("a file that was begun goes on where it stopped", arguments: [1, 50_000])
  func resume(begun: Int) async throws {
    try packed.prefix(begun).write(to: part)
    let mirror = Mirror(["a.gz": .serve(packed)])
    try await mirror.run { [self] address in
      let events = try await fetch(from: [address])
      #expect(events.last == .finished(file: "a.gz"))
      #expect(
        events.contains(
          .receiving(file: "a.gz", received: packed.count, expected: packed.count)))
    }
    #expect(mirror.requests == ["a.gz bytes=\(begun)-"])
    #expect(try Data(contentsOf: target) == packed)
    #expect(try names() == ["a.gz"])
  }

  @Test("a file that came whole but was not renamed is only checked")
  func wholePart() async throws {
    try packed.write(to: part)
    let mirror = Mirror(["a.gz": .serve(packed)])
    try await mirror.run { [self] address in
      let events = try await fetch(from: [address])
      #expect(events.last == .finished(file: "a.gz"))
    }
    #expect(try names() == ["a.gz"])
  }

  @Test("a mirror that knows no parts gives the whole file")
  func noRanges() async throws {
    try packed.prefix(70_000).write(to: part)
    let mirror = Mirror(["a.gz": .serveWhole(packed)])
    try await mirror.run { [self] address in _ = try await fetch(from: [address]) }
    #expect(try Data(contentsOf: target) == packed)
  }

  @Test("a beginning from another mirror is no reason to fail")
  func mixedMirrors() async throws {
    try packed.prefix(50_000).write(to: part)
    let mirror = Mirror(["a.gz": .serve(repacked)])
    try await mirror.run { [self] address in
      let events = try await fetch(from: [address])
      #expect(events.last == .finished(file: "a.gz"))
    }
    #expect(mirror.requests == ["a.gz bytes=50000-", "a.gz"])
    #expect(try Data(contentsOf: target) == repacked)
  }

  @Test("a file of the same name with other content stays, as it may be of another data set")
  func otherContent() async throws {
    try Data("mine".utf8).write(to: target)
    let mirror = Mirror(["a.gz": .serve(packed)])
    try await mirror.run { [self] address in
      let error = await #expect(throws: InputError.self) { try await fetch(from: [address]) }
      #expect(
        error?.description == "\(target.path): expected MNIST's file of this name, or none, "
          + "found another file; move it away, or name another folder")
    }
    #expect(mirror.requests.isEmpty)
    #expect(try Data(contentsOf: target) == Data("mine".utf8))
  }

  @Test("two downloads into one folder at the same time do not spoil each other's file")
  func twoAtOnce() async throws {
    let mirror = Mirror(["a.gz": .serve(packed)])
    try await mirror.run { [self] address in
      let other = FolderLock(folder, waits: false)
      let error = await #expect(throws: InputError.self) { try await fetch(from: [address]) }
      #expect(
        error?.description == "\(folder.path): expected a folder that nothing else fills, "
          + "found another download into it; wait for it, or name another folder")
      withExtendedLifetime(other) {}
    }
    #expect(mirror.requests.isEmpty)
    #expect(try names() == [])
  }

  @Test("the next mirror is asked if one fails")
  func nextMirror() async throws {
    let good = Mirror(["a.gz": .serve(packed)])
    let wrong = Mirror(["a.gz": .serve(try Self.pack(Data([1, 2]), level: "9", in: folder))])
    let absent = Mirror([:])
    try await absent.run { [self] absentAddress in
      try await wrong.run { [self] wrongAddress in
        try await good.run { [self] goodAddress in
          let events = try await fetch(from: [absentAddress, wrongAddress, goodAddress])
          let failures = events.compactMap { event in
            if case .failed(let error) = event { error.description } else { nil }
          }
          #expect(
            failures == [
              "\(absentAddress)a.gz: expected the file, found status 404",
              "\(wrongAddress)a.gz: expected content with the SHA-256 sum \(file.sha256), "
                + "found other content",
            ])
        }
      }
    }
    #expect(try Data(contentsOf: target) == packed)
    #expect(try names() == ["a.gz"])
  }

  @Test("wrong content never gets the file's name")
  func wrongContent() async throws {
    let other = try Self.pack(Data("something else".utf8), level: "9", in: folder)
    let mirror = Mirror(["a.gz": .serve(other)])
    try await mirror.run { [self] address in
      let error = await #expect(throws: MirrorsError.self) { try await fetch(from: [address]) }
      #expect(error?.failures.map(\.found) == ["other content"])
    }
    #expect(try names() == [])
  }

  @Test("what is no gzip data never gets the file's name")
  func noGzip() async throws {
    let mirror = Mirror(["a.gz": .serve(Data("<html>Sign in</html>".utf8))])
    try await mirror.run { [self] address in
      await #expect(throws: MirrorsError.self) { try await fetch(from: [address]) }
    }
    #expect(try names() == [])
  }

  @Test("without a network there is a clear message, and nothing is lost")
  func noNetwork() async throws {
    try packed.prefix(1_000).write(to: part)
    // Nobody listens on this port.
    let nobody = try #require(URL(string: "http://127.0.0.1:9/"))
    let error = await #expect(throws: MirrorsError.self) { try await fetch(from: [nobody]) }
    let text = try #require(error).description
    #expect(
      text.hasPrefix(
        "a.gz: no mirror could give it. Is this machine connected to the network?\n"
          + "  http://127.0.0.1:9/a.gz: expected an answer, found "))
    #expect(
      text.hasSuffix("\nWhat has come so far is kept; the same command goes on from there."))
    #expect(try Data(contentsOf: part) == packed.prefix(1_000))
    try FileManager.default.removeItem(at: part)
    await #expect(throws: MirrorsError.self) { try await fetch(from: [nobody]) }
    #expect(try names() == [])
  }

  @Test("the public mirrors serve the four files")
  func publicMirrors() {
    #expect(MNISTDownload.publicMirrors.count == 2)
    #expect(MNISTDownload.publicMirrors.allSatisfy { $0.scheme == "https" })
    #expect(MNISTFile.all.map(\.packedName).allSatisfy { $0.hasSuffix("-ubyte.gz") })
    #expect(Set(MNISTFile.all.map(\.sha256)).count == 4)
    #expect(MNISTFile.all.allSatisfy { $0.sha256.count == 64 })
  }
}
