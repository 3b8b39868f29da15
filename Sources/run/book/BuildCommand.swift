public import ArgumentParser
public import BookModel
import BookRecords
import CellRunner
import CommandLineTools
import Foundation

/// `book build`: from chapters to a site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Runs the cells that changed and writes the site.",
    discussion: """
      If anything fails, every problem is printed with its place, the exit status is 1, and the \
      site stays as it was, unless --keep-going asks for pages that show the errors.
      """)

  @OptionGroup var location: BookLocation
  @OptionGroup var options: BuildOptions

  @Flag(help: "Then run everything again, from nothing, and report every byte that differs.")
  var verify = false

  func run() async throws {
    var build = try options.build(location)
    build.isVerified = verify
    let complete = build
    let outcome = try await interruptible { try await complete.run() }
    if !outcome.errors.isEmpty { throw ExitCode.failure }
  }
}

/// The options of every command that builds.
struct BuildOptions: ParsableArguments {
  @Option(
    help: """
      For whom: students get no solutions of exercises, though these are run.  (default: what \
      book.yml says, or instructor)
      """)
  var edition: Edition?

  @Option(help: "Forms of figures besides PNG, linked under them: svg, pdf or svg,pdf.")
  var figures: String?

  @Option(
    parsing: .unconditional,
    help: "How many chapters run side by side.  (default: one for each core)",
    transform: wholeNumber(1...Int.max))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: "How much memory a chapter may use, in GB.  (default: half of this machine's)",
    transform: number(sizes))
  var memory: Double?

  @Option(
    parsing: .unconditional,
    help: "How many seconds the compiler may take for a chapter.",
    transform: number(0.001...1e6))
  var compileTimeout = Toolchain.defaultTimeout

  @Option(
    parsing: .unconditional,
    help: "How much kept results may take, in GB; the least recently used go first.",
    transform: number(sizes))
  var cacheSize = 1.0

  @Flag(help: "Stop at the first cell that fails.")
  var failFast = false

  @Flag(help: "Write the site in spite of errors, with the errors on its pages.")
  var keepGoing = false

  @Flag(help: "Print problems only.")
  var quiet = false

  /// GB, from a megabyte to more than any machine has.
  private static let sizes = 0.001...1e6

  func validate() throws {
    guard figureForms != nil else {
      throw ValidationError("--figures: expected svg, pdf or svg,pdf, found \(figures ?? "")")
    }
    guard !(failFast && keepGoing) else {
      throw ValidationError("--fail-fast and --keep-going: expected one of them")
    }
  }

  /// Each once and in a fixed order; `nil` if one is unknown.
  private var figureForms: [FigureForm]? {
    let names = (figures ?? "").split(separator: ",", omittingEmptySubsequences: figures == nil)
    let forms = names.map { FigureForm(rawValue: String($0).lowercased()) }
    return forms.contains(nil) ? nil : FigureForm.allCases.filter(forms.contains)
  }

  func build(_ location: BookLocation) throws -> Build {
    var build = Build(
      location: location, edition: edition, environment: ProcessInfo.processInfo.environment,
      console: Console(quiet ? .quiet : .normal))
    build.compileTimeout = compileTimeout
    build.keepsGoing = keepGoing
    build.runOptions.jobs = jobs ?? build.runOptions.jobs
    build.runOptions.memoryLimit = memory.map { Int($0 * 1e9) } ?? build.runOptions.memoryLimit
    build.runOptions.cacheLimit = Int(cacheSize * 1e9)
    build.runOptions.stopsAtFirstFailure = failFast
    build.runOptions.figureForms = figureForms ?? []
    return build
  }
}

extension Edition: ExpressibleByArgument {}
