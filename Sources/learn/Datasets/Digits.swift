public import Errors
public import Foundation

/// Handwritten digits to learn from, others to be tested with, and where they come from.
///
///     let digits = try Digits.load()
///     print(digits.source)  // MNIST, 60,000 training and 10,000 test digits
public struct Digits: Sendable, Hashable {
  public let training: DigitSet
  public let test: DigitSet
  /// Where the digits come from, in a line for readers.
  public let source: String
  /// The files that they were read from.
  public let files: [URL]

  public init(training: DigitSet, test: DigitSet, name: String, files: [URL] = []) {
    self.training = training
    self.test = test
    self.files = files
    source =
      "\(name) \(training.count.grouped) training and \(test.count.grouped) test digits"
  }

  /// MNIST from a folder, or from the first place that has it, or else the embedded sample.
  ///
  /// A folder that is named, by `folder` or by the environment variable `MNIST_DIR`, is used or
  /// is an error: other digits never take its place.
  ///
  /// - Parameters:
  ///   - folder: Where the four files of MNIST are, each packed by gzip or not.
  ///   - search: Where to look if `folder` is `nil`.
  /// - Throws: `InputError` if a file is missing or damaged.
  public static func load(from folder: URL? = nil, searching search: DigitsSearch = DigitsSearch())
    throws(InputError) -> Digits
  {
    guard let files = try search.files(named: folder) else { return try sample() }
    let training = try DigitSet(images: files.trainingImages, labels: files.trainingLabels)
    let test = try DigitSet(images: files.testImages, labels: files.testLabels)
    let isMNIST = training.checksum == 0xdf6d_de61 && test.checksum == 0x190e_897b
    return Digits(
      training: training, test: test, name: isMNIST ? "MNIST," : "digits in MNIST's format,",
      files: files.all)
  }

  /// The 5,000 digits of MNIST that come with this package: of each class, 400 to learn from and
  /// 100 to be tested with.
  ///
  /// - Throws: `InputError` if the package's own files are damaged.
  /// - Source: `Sample/README.md`.
  public static func sample() throws(InputError) -> Digits {
    let folder = Bundle.module.bundleURL.appending(path: "Sample")
    let files = ["images-idx3", "labels-idx1"].map {
      folder.appending(path: "sample-\($0)-ubyte.gz")
    }
    let all = try DigitSet(images: files[0], labels: files[1])
    let trainingCount = 4_000
    guard all.count > trainingCount else {
      throw InputError(
        place: "sample-images-idx3-ubyte.gz", expected: "more than 4,000 images",
        found: all.count.grouped)
    }
    return Digits(
      training: all[0..<trainingCount], test: all[trainingCount..<all.count],
      name: "the embedded sample of MNIST:", files: files)
  }
}
