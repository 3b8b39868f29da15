import Foundation
import ProgramTesting
import Testing

@Suite("Files that lenet writes", .onOwnThreads)
struct OutputTests {
  let lenet: Lenet
  private let files = FileManager.default

  init() throws { lenet = try Lenet() }

  /// The quickest training there is.
  private let train = "lenet train -q --epochs 1 --batch 4000"

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: lenet.file(name)) }

  @Test(
    "Two results in one file, or a result over what is read, are refused before the work",
    arguments: [
      ("--history w", "a file of its own, found w, to which --output goes"),
      ("--history ./w", "a file of its own, found ./w, to which --output goes"),
      ("--history link", "a file of its own, found link, to which --output goes"),
      ("--history hard", "a file of its own, found hard, to which --output goes"),
      ("--history $PWD/w", "a file of its own, found $PWD/w, to which --output goes"),
      (
        "--history w.checkpoint",
        "a file of its own, found w.checkpoint, to which the checkpoint of --output goes"
      ),
      (
        "--mnist m --history m/train-labels-idx1-ubyte.gz",
        "a file that is not read, found m/train-labels-idx1-ubyte.gz, which is; "
          + "name another file"
      ),
    ])
  func collisions(options: String, message: String) throws {
    #expect(try lenet.shell("\(train) --output w").status == 0)
    try files.createSymbolicLink(atPath: lenet.file("link").path, withDestinationPath: "w")
    try files.linkItem(at: lenet.file("w"), to: lenet.file("hard"))
    try writeDigits("m")
    let before = try [bytes("w"), bytes("w.checkpoint"), bytes("m/train-labels-idx1-ubyte.gz")]
    let result = try lenet.shell("\(train) --output w \(options)")
    #expect(result.status == 1)
    #expect(
      result.errors
        == "Error: --history: expected \(message.replacing("$PWD", with: lenet.folder.path))\n"
    )
    #expect(
      try [bytes("w"), bytes("w.checkpoint"), bytes("m/train-labels-idx1-ubyte.gz")] == before)
  }

  /// The embedded digits, as if they were MNIST.
  private func writeDigits(_ folder: String) throws {
    let sample = Bundle.main.bundleURL
      .appending(path: "LeNet5Book_Datasets.resources/Sample/sample-")
    try files.createDirectory(at: lenet.file(folder), withIntermediateDirectories: true)
    for name in ["images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"] {
      for part in ["train-", "t10k-"] {
        try files.copyItem(
          at: URL(filePath: sample.path + name), to: lenet.file("\(folder)/\(part)\(name)"))
      }
    }
  }

  @Test("A model is not written over its weights", arguments: ["w", "./w", "link"])
  func exportOverWeights(name: String) throws {
    #expect(try lenet.shell("\(train) --output w").status == 0)
    try files.createSymbolicLink(atPath: lenet.file("link").path, withDestinationPath: "w")
    let before = try bytes("w")
    let result = try lenet("export", "w", "--onnx", name)
    #expect(result.status == 1)
    #expect(
      result.errors
        == "Error: --onnx: expected a file that is not read, found \(name), which is; "
        + "name another file\n")
    #expect(try bytes("w") == before)
  }

  @Test(
    "A place where no file can be is named before the training",
    arguments: [
      ("--output no/w", "no/w: expected a file in a folder that is there, found no folder"),
      ("--output folder", "folder: expected a file that can be written, found a folder"),
      ("--output w", "w.checkpoint: expected a file that can be written, found a folder"),
      ("--output v --history no/h", "no/h: expected a file in a folder that is there, found no"),
      ("--output file/w", "file/w: expected a file that can be written, found a file where its"),
      ("--output ''", "'': expected a file that can be written, found no such file or folder"),
    ])
  func noPlace(options: String, message: String) throws {
    for name in ["folder", "w.checkpoint"] {
      try files.createDirectory(at: lenet.file(name), withIntermediateDirectories: true)
    }
    try Data().write(to: lenet.file("file"))
    // A thousand passes would be noticed.
    let result = try lenet.shell("lenet train -q --epochs 1000 \(options)")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("Error: \(message)"), "\(result.errors)")
    #expect(try lenet.names() == ["file", "folder", "w.checkpoint"])
  }

  @Test("A file keeps its mode, and a link, even one to nothing, leads to the weights")
  func modesAndLinks() throws {
    try Data().write(to: lenet.file("private"))
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: lenet.file("private").path)
    try files.createSymbolicLink(atPath: lenet.file("w").path, withDestinationPath: "private")
    try files.createSymbolicLink(atPath: lenet.file("v").path, withDestinationPath: "new")
    for name in ["w", "v"] { #expect(try lenet.shell("\(train) --output \(name)").status == 0) }
    let attributes = try files.attributesOfItem(atPath: lenet.file("private").path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try files.destinationOfSymbolicLink(atPath: lenet.file("w").path) == "private")
    #expect(try bytes("private") == bytes("new"))
    #expect(try lenet("evaluate", "w", "-q").status == 0)
  }

  @Test("Weights go to standard output as they are, and nothing else does")
  func standardOutput() throws {
    #expect(try lenet.shell("lenet train -q --epochs 2 --batch 1000 --output w").status == 0)
    let line = "lenet train --epochs 2 --batch 1000 --output"
    for place in ["/dev/stdout > v", "/dev/fd/1 | cat > v", "/dev/fd/3 3> v >/dev/null"] {
      let result = try lenet.shell("\(line) \(place)")
      #expect(result.status == 0)
      #expect(result.output.isEmpty)
      if !place.contains("/dev/null") {
        #expect(result.errors.split(separator: "\n").count { $0.hasPrefix("Test Avg.") } == 2)
      }
      #expect(try bytes("v") == bytes("w"), "\(place)")
    }
    let exported = try lenet.shell("lenet export w --onnx o; lenet export w --onnx /dev/stdout > p")
    #expect(exported.status == 0)
    #expect(try bytes("o") == bytes("p"))
    #expect(try lenet.names() == ["o", "p", "v", "w", "w.checkpoint"])
  }

  @Test("Weights for /dev/null need no checkpoint, and cannot be gone on with")
  func null() throws {
    let result = try lenet.shell("\(train) --output /dev/null --history /dev/null")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(try lenet.names() == [])
    let resumed = try lenet.shell("lenet train -q --resume --output /dev/null")
    #expect(resumed.status == 1)
    #expect(
      resumed.errors
        == "Error: --resume: expected an --output that has its checkpoint beside it, "
        + "found /dev/null\n")
    #expect(!files.fileExists(atPath: "/dev/null.checkpoint"))
  }

  #if os(Linux)
    @Test(
      "A full disk has a message",
      arguments: [
        "\(Self.quick) --output /dev/full", "\(Self.quick) --output w --history /dev/full",
        "\(Self.quick) --output w && lenet export w --onnx /dev/full",
      ])
    func fullDisk(line: String) throws {
      let result = try lenet.shell(line)
      #expect(result.status == 1)
      #expect(
        result.errors
          == "Error: /dev/full: expected a file that can be written, found a full disk; "
          + "free some room and try again\n")
    }
    private static let quick = "lenet train -q --epochs 1 --batch 4000"
  #endif

  @Test("What a killed run has left is cleared by the next")
  func leftovers() throws {
    try Data(count: 3_000_000).write(to: lenet.file(".w.unfinished"))
    try Data(count: 3_000_000).write(to: lenet.file(".w.checkpoint.unfinished"))
    #expect(try lenet.shell("\(train) --output w").status == 0)
    #expect(try lenet.names() == ["w", "w.checkpoint"])
  }

  @Test("fetch says what is wrong with its folder, and touches no file of other data")
  func fetch() throws {
    try Data("mine".utf8).write(to: lenet.file("t10k-labels-idx1-ubyte.gz"))
    try Data().write(to: lenet.file("file"))
    let mirror = ["--mirror", "http://127.0.0.1:9/"]
    let taken = try lenet(["fetch", "--to", "."] + mirror)
    #expect(taken.status == 1)
    #expect(
      taken.errors.hasSuffix(
        "t10k-labels-idx1-ubyte.gz: expected MNIST's file of this name, or none, "
          + "found another file; move it away, or name another folder\n"))
    #expect(try bytes("t10k-labels-idx1-ubyte.gz") == Data("mine".utf8))
    for (place, found) in [("file", "a file"), ("file/m", "a file where its path needs a folder")] {
      let result = try lenet(["fetch", "--to", place] + mirror)
      #expect(result.status == 1)
      #expect(
        result.errors
          == "Error: \(lenet.file(place).path): expected a folder that can be written to,"
          + " found \(found)\n")
    }
  }
}
