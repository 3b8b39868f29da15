import Foundation
import ProgramTesting
import Testing

/// `book` replaces and deletes only what it made itself.
@Suite("What belongs to the user", .onOwnThreads)
struct OwnershipTests {
  /// A book in the folder `b` that was never built, beside a folder `www` of the user's.
  private func prepared() throws -> BookProgram {
    let book = try BookProgram()
    try book.write("# A\n\nOnly prose.\n", to: "b/chapters/a.md")
    try book.write("mine", to: "www/index.html")
    try book.write("mine", to: "www/photos/cat.txt")
    try book.write("mine", to: "notes.txt")
    try FileManager.default.createSymbolicLink(
      atPath: book.folder.appending(path: "link").path, withDestinationPath: "b/../www")
    try FileManager.default.createSymbolicLink(
      atPath: book.folder.appending(path: "b/up").path, withDestinationPath: "..")
    return book
  }

  @Test(
    "A site takes no folder's place that it did not make",
    arguments: [
      ("www", "www: expected an empty folder, or a site that `book` made, found `index.html`"),
      ("./b/../www/", "www: expected an empty folder"), ("link", "link: expected an empty folder"),
      ("b/up/www", "b/up/www: expected an empty folder"),
      ("b", "found one that holds b"), ("b/", "found one that holds b"),
      ("b/chapters", "b/chapters: expected a folder for the site alone"),
      ("b/chapters/site", "found one that lies in b/chapters"),
      ("b/.build-book/site", "found one that lies in b/.build-book"),
      (".", "found one that holds b"), ("b/up", "found one that holds b"), ("", "found one that"),
      ("..", "found one that holds"), ("/", "/: expected a folder for the site alone"),
      ("notes.txt", "notes.txt: expected a folder, found a file"),
      ("notes.txt/site", "found a file where its path needs a folder"),
    ])
  func refusedOutputs(output: String, message: String) throws {
    let book = try prepared()
    let before = try book.snapshot()
    for command in ["build", "clean"] {
      let result = try book(command, "b", "--output", output)
      #expect(result.status == 1)
      #expect(result.messages.contains(message), "\(result.messages)")
      #expect(!result.messages.contains("Domain="))
      #expect(try book.snapshot() == before)
    }
  }

  @Test("In a folder that is no book, nothing is made")
  func noBook() throws {
    let book = try prepared()
    let before = try book.snapshot()
    for folder in ["www", "www/photos", "nowhere", "b/chapters"] {
      let result = try book("build", folder)
      #expect(result.status == 1)
      #expect(result.messages.hasPrefix("error: no folder `chapters` in \(folder)\n"))
      #expect(try book.snapshot() == before)
    }
  }

  @Test("Books that are built into one folder at the same time wait for one another")
  func twoBooks() throws {
    let book = try BookProgram()
    for name in ["x", "y", "z"] {
      try book.write("# \(name)\n\nOnly prose.\n", to: "\(name)/chapters/\(name).md")
      #expect(try book("build", name, "--output", "site").status == 0)
    }
    for _ in 0..<3 {
      let builds = try ["x", "y", "z"].map {
        try book.start(["build", $0, "--output", "site", "--quiet"])
      }
      for build in builds {
        let result = try build.end()
        #expect(result.status == 0, "\(result.messages)")
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: book.folder.path)
        .filter { !$0.hasPrefix(".output-") && !$0.hasPrefix(".errors-") }
      #expect(Set(names) == ["site", "x", "y", "z"])
      #expect(try book("clean", "x", "--output", "site").status == 0)
    }
  }

  @Test("The refusal says what to do, and comes before cells run")
  func refusal() throws {
    let book = try prepared()
    try book.write("# A\n\n```swift\nfatalError(\"ran\")\n```\n", to: "b/chapters/a.md")
    #expect(
      try book("build", "b", "--output", "www").messages == """
        Error: www: expected an empty folder, or a site that `book` made, found `index.html`, and no \
        file .book-site that lists what `book` wrote; name another folder with --output, or move \
        away what is in this one; a site that an earlier version made can be deleted

        """)
    #expect(try !book.snapshot().keys.contains("b/.build-book"))
  }

  @Test("A file of the user's among the site's, or a page that he changed, is named and stays")
  func filesAmongOurs() throws {
    let book = try prepared()
    #expect(try book("build", "b").status == 0)
    for (path, found) in [
      (
        "b/output/notes.txt",
        "nothing in a site but what `book` wrote, found something that it did not"
      ),
      ("b/output/assets/own.css", "nothing in a site but what `book` wrote"),
      ("b/output/index.html", "the file as `book` wrote it, found a changed one"),
    ] {
      let old = try? book.text(path)
      try book.write("mine", to: path)
      let before = try book.snapshot()
      for command in ["build", "clean"] {
        let result = try book(command, "b")
        #expect(result.status == 1)
        #expect(result.messages.contains("\(path): expected \(found)"), "\(result.messages)")
        #expect(try book.snapshot() == before)
      }
      try FileManager.default.removeItem(at: book.folder.appending(path: path))
      if let old { try book.write(old, to: path) }
    }
    try FileManager.default.removeItem(at: book.folder.appending(path: "b/output/a.html"))
    #expect(try book("build", "b", "--quiet").messages == "")
    #expect(try book.text("b/output/a.html").contains("Only prose."))
  }

  @Test("Hidden files in a site's folder stay, and pages of chapters that are gone do not")
  func hiddenFiles() throws {
    let book = try BookProgram()
    try book.write("# A\n", to: "chapters/a.md")
    try book.write("# B\n", to: "chapters/b.md")
    let hidden = ["output/.gitkeep", "output/.git/HEAD", "output/assets/.DS_Store", "output/x/.y"]
    for path in hidden { try book.write("mine", to: path) }
    for _ in 0..<2 { #expect(try book("build", "--quiet").messages == "") }
    try FileManager.default.removeItem(at: book.folder.appending(path: "chapters/b.md"))
    #expect(try book("build", "--quiet").messages == "")
    #expect(throws: (any Error).self) { try book.text("output/b.html") }
    for path in hidden { #expect(try book.text(path) == "mine") }
    #expect(try book("clean").messages == "")
    let left = try book.snapshot().filter { $0.value != "folder" }.keys.sorted()
    #expect(left == ["chapters/a.md"] + hidden.sorted())
  }

  @Test("What has the name of the folder for new sites, or of kept results, is not touched")
  func likeNames() throws {
    for (path, message) in [
      ("b/.build-site-output/mine.txt", "expected nothing where `book` makes a new site"),
      ("b/.build-site-output/.mine", "expected nothing where `book` makes a new site"),
      ("b/.build-book/results/mine.txt", "b/.build-book: expected an empty folder, or one that"),
      ("b/.build-book", "b/.build-book: expected a folder, found a file"),
    ] {
      let book = try prepared()
      try book.write("mine", to: path)
      let before = try book.snapshot()
      for command in ["build", "clean"] {
        let result = try book(command, "b")
        #expect(result.status == 1)
        #expect(result.messages.contains(message), "\(result.messages)")
        #expect(try book.snapshot() == before)
      }
    }
  }

  @Test("Kept results at the end of a link are kept there, and the link stays")
  func linkedCache() throws {
    let book = try prepared()
    let link = book.folder.appending(path: "b/.build-book").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../cache")
    #expect(try book("build", "b", "--quiet").messages == "")
    #expect(try book.text("cache/CACHEDIR.TAG").hasPrefix("Signature: 8a477f597d28d172789f068868"))
    #expect(try book("clean", "b").messages == "")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../cache")
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: book.folder.appending(path: "cache").path) == [])
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../www")
    let before = try book.snapshot()
    #expect(try book("clean", "b").status == 1)
    #expect(try book("build", "b").status == 1)
    #expect(try book.snapshot() == before)
  }

  @Test("A new book is written only into a folder that is empty or not there")
  func newBook() throws {
    let book = try prepared()
    try book.write("mine", to: "hidden/.gitignore")
    try FileManager.default.createSymbolicLink(
      atPath: book.folder.appending(path: "astray").path, withDestinationPath: "no/where")
    let before = try book.snapshot()
    for folder in ["www", "hidden", "link", "notes.txt", "notes.txt/b", "astray", "b/chapters"] {
      let result = try book("new", folder)
      #expect(result.status != 0)
      #expect(result.messages.hasPrefix("Error: "))
      #expect(!result.messages.contains("Domain="), "\(result.messages)")
      #expect(try book.snapshot() == before)
    }
  }
}
