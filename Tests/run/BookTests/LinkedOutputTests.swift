import Foundation
import ProgramTesting
import Testing

/// The site's folder can be at the end of a link, or a disk of its own.
@Suite("Where a site is written", .onOwnThreads)
struct LinkedOutputTests {
  /// A book that has been built into a folder of its own, with one page too many.
  private func prepared() throws -> BookProgram {
    let book = try BookProgram()
    try book.write("# A\n", to: "b/chapters/a.md")
    try book.write("# Old\n", to: "b/chapters/old.md")
    return book
  }

  @Test(
    "A symbolic link is followed and stays",
    arguments: [
      ("../site", ["site"]), ("../chain", ["site", "chain"]), ("../empty", ["empty"]),
    ])
  func links(destination: String, folders: [String]) throws {
    let book = try prepared()
    let place = { (path: String) in book.folder.appending(path: path).path }
    try FileManager.default.createDirectory(
      atPath: place("empty"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: place("chain"), withDestinationPath: place("site"))
    try FileManager.default.createSymbolicLink(
      atPath: place("b/output"), withDestinationPath: destination)
    #expect(try book("build", "b").messages.hasSuffix("Wrote b/output/index.html in T s.\n"))
    try FileManager.default.removeItem(atPath: place("b/chapters/old.md"))
    #expect(try book("build", "b", "--verify").status == 0)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: place("b/output")) == destination)
    #expect(try book.text("\(folders[0])/a.html").contains("<h1>A</h1>"))
    #expect(throws: (any Error).self) { try book.text("\(folders[0])/old.html") }
    #expect(try book("clean", "b").status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place(folders[0])) == [])
    #expect(try book.snapshot()["b/output"] == "link to \(destination)")
  }

  @Test("A link that leads nowhere near a folder, or in a circle, is named")
  func badLinks() throws {
    for (destination, message) in [
      (
        "../no/where",
        "b/output: expected a folder, found a symbolic link to ../no/where, which is not there; "
          + "make the folder no first, or remove the link\n"
      ),
      ("output", "b/output: expected a folder, found symbolic links that lead in a circle\n"),
    ] {
      let book = try prepared()
      try FileManager.default.createSymbolicLink(
        atPath: book.folder.appending(path: "b/output").path, withDestinationPath: destination)
      let before = try book.snapshot()
      for command in ["build", "clean", "preview"] {
        #expect(try book(command, "b").messages == "Error: \(message)")
      }
      #expect(try book.snapshot() == before)
    }
  }

  @Test("A folder keeps its permissions")
  func permissions() throws {
    let book = try prepared()
    let output = book.folder.appending(path: "b/output").path
    try FileManager.default.createDirectory(
      atPath: output, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o2750])
    chmod(output, 0o2750)
    #expect(try book("build", "b").status == 0)
    var status = stat()
    stat(output, &status)
    #expect(status.st_mode & 0o7777 == 0o2750)
  }

  // MARK: Mounted folders

  /// Runs a shell script in the folder above the book, in a mount namespace of its own.
  private func run(_ script: String, in book: BookProgram) throws -> (status: Int32, said: String) {
    let tool = Bundle.main.bundleURL.appending(path: "book").path
    let (status, output) = try Mounting.run(
      "/usr/bin/env",
      [
        "unshare", "--mount", "sh", "-euc", "cd \"$1\"; book=$2; mkdir -p b/output disk\n\(script)",
        "sh", book.folder.path, tool,
      ])
    return (status, output.replacing(book.folder.path + "/", with: ""))
  }

  @Test(
    "A mount point is written through", .enabled(if: Mounting.isAllowed),
    arguments: [
      "mount -t tmpfs none b/output", "mount --bind disk b/output",
      "mount --bind disk b/output; mount -o remount,bind b/output",
    ])
  func mountPoints(mount: String) throws {
    let book = try prepared()
    let result = try run(
      """
      \(mount)
      touch b/output/.keep
      "$book" build b --quiet
      grep -q '<h1>Old</h1>' b/output/old.html
      rm b/chapters/old.md
      "$book" build b --quiet
      test ! -e b/output/old.html
      test "$(ls -A b/output | tr '\\n' ' ')" = ".book-site .keep a.html assets downloads index.html "
      (cd b/output && sha256sum --check --quiet .book-site)
      "$book" build b --verify --quiet
      echo mine >b/output/mine
      ! "$book" build b --quiet
      rm b/output/mine
      "$book" clean b
      ls -A b/output b
      """, in: book)
    #expect(result.status == 0)
    #expect(
      result.said == """
        Error: b/output/mine: expected nothing in a site but what `book` wrote, found something \
        that it did not; move it away, or name another folder with --output
        b:
        chapters
        output

        b/output:
        .keep

        """)
  }

  @Test(
    "On a full disk and one that can only be read the old site stays",
    .enabled(if: Mounting.isAllowed))
  func unwritable() throws {
    let book = try prepared()
    let result = try run(
      """
      mount -t tmpfs -o size=1m none b/output
      "$book" build b --quiet
      head -c 2000000 /dev/zero >b/chapters/large.bin
      echo '[large](large.bin)' >>b/chapters/a.md
      cp -R b/output before
      "$book" build b --quiet || echo "status $?"
      diff -r before b/output
      rm b/chapters/large.bin
      echo '# A' >b/chapters/a.md
      mount -o remount,ro b/output
      "$book" build b --quiet || echo "status $?"
      diff -r before b/output
      umount b/output
      mount --bind b/chapters disk
      "$book" build b --output disk || echo "status $?"
      """, in: book)
    #expect(result.status == 0)
    #expect(
      result.said == """
        Error: b/output: expected room for the new site beside the old, found a full disk; free \
        some room and try again
        status 1
        Error: b/output: expected a folder that can be changed, found a disk that can only be read
        status 1
        Error: disk: expected a folder for the site alone, found one that lies in b/chapters; name \
        another folder with --output
        status 1

        """)
  }
}

/// Programs that may mount folders.
private enum Mounting {
  /// Whether this machine lets a test mount folders that no other process sees.
  static let isAllowed =
    (try? run("/usr/bin/env", ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]).0)
    == 0

  static func run(_ program: String, _ arguments: [String]) throws -> (Int32, String) {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
