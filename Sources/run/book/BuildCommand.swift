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
  @Option(help: "For whom: students get no solutions of exercises, though these are run.")
  var edition = Edition.instructor

  @Option(help: "Forms of figures besides PNG, linked under them: svg, pdf or svg,pdf.")
  var figures: String?

  @Option(help: "How many chapters run side by side.  (default: one for each core)")
  var jobs: Int?

  @Option(help: "How much memory a chapter may use, in GB.  (default: half of this machine's)")
  var memory: Double?

  @Option(help: "How many seconds the compiler may take for a chapter.")
  var compileTimeout = Toolchain.defaultTimeout

  @Option(help: "How much kept results may take, in GB; the least recently used go first.")
  var cacheSize = 1.0

  @Flag(help: "Stop at the first cell that fails.")
  var failFast = false

  @Flag(help: "Write the site in spite of errors, with the errors on its pages.")
  var keepGoing = false

  @Flag(help: "Print problems only.")
  var quiet = false

  /// More GB than any machine has, and few enough to be counted in bytes.
  private static let largestSize = 1e6

  func validate() throws {
    guard jobs ?? 1 >= 1 else {
      throw ValidationError("--jobs: expected 1 or more, found \(jobs ?? 0)")
    }
    guard figureForms != nil else {
      throw ValidationError("--figures: expected svg, pdf or svg,pdf, found \(figures ?? "")")
    }
    guard compileTimeout > 0 else {
      throw ValidationError("--compile-timeout: expected seconds above 0, found \(compileTimeout)")
    }
    for (option, size) in [("--memory", memory ?? 1), ("--cache-size", cacheSize)]
    where !(size > 0 && size <= Self.largestSize) {
      throw ValidationError(
        "\(option): expected GB above 0 and up to \(Int(Self.largestSize)), found \(size)")
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
