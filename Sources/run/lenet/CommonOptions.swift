import ArgumentParser
import CommandLineTools
import Datasets
import Errors
import Foundation
import NeuralNet

/// How much a command says.
struct OutputOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Print results and problems only.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say more about what is done.")
  var verbose = false

  var console: Console { console(printsToErrors: false) }

  /// - Parameter printsToErrors: as in ``Console/init(_:printsToErrors:)``.
  func console(printsToErrors: Bool) -> Console {
    Console(
      quiet ? .quiet : verbose ? .verbose : .normal, printsToErrors: printsToErrors)
  }

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }
}

/// Which digits a command works on.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder with MNIST's four files.",
      discussion: """
        Without it MNIST is looked for where MNIST_DIR says, in data/mnist, and where `lenet fetch` \
        puts it; else the 5,000 embedded digits are used.
        """, valueName: "folder"))
  var mnist: String?

  func digits() throws(InputError) -> Digits {
    try Digits.load(from: mnist.map { URL(fileURLWithPath: $0, isDirectory: true) })
  }
}

/// How many threads a command uses.
struct ThreadOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads compute; changes the time, never the result.",
      discussion: "Without it LENET_THREADS says how many, else all processors are used."),
    transform: wholeNumber(1...greatestThreadCount))
  var threads: Int?

  var count: Int { threads ?? defaultThreadCount() }
}
