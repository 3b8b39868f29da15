/// One of the four files of MNIST, as its authors published it.
public struct MNISTFile: Sendable, Hashable {
  /// The name before it is packed.
  public var name: String
  /// The SHA-256 sum of the unpacked content, in hexadecimal.
  public var sha256: String

  public init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }

  /// The name of the file that mirrors serve, packed by gzip.
  public var packedName: String { name + ".gz" }

  /// The images and labels to learn from, and those to be tested with.
  public static let all = [
    MNISTFile(
      name: "train-images-idx3-ubyte",
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    MNISTFile(
      name: "train-labels-idx1-ubyte",
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    MNISTFile(
      name: "t10k-images-idx3-ubyte",
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    MNISTFile(
      name: "t10k-labels-idx1-ubyte",
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
  ]
}
