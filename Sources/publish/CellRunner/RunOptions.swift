public import BookRecords
public import Foundation

/// How a book is run.
public struct RunOptions: Sendable {
  /// How many chapters compile and run side by side.
  public var jobs: Int
  /// Whether the first failure ends the run.
  public var stopsAtFirstFailure: Bool
  /// How much memory each chapter's program may use, in bytes.
  public var memoryLimit: Int
  /// How much the kept results and checkpoints may take, in bytes; what was not used for the
  /// longest time goes first.
  public var cacheLimit: Int
  /// The forms that figures are written in besides PNG.
  public var figureForms: [FigureForm]

  public init(
    jobs: Int = ProcessInfo.processInfo.activeProcessorCount, stopsAtFirstFailure: Bool = false,
    memoryLimit: Int = Int(ProcessInfo.processInfo.physicalMemory / 2),
    cacheLimit: Int = 1_000_000_000, figureForms: [FigureForm] = []
  ) {
    self.jobs = max(jobs, 1)
    self.stopsAtFirstFailure = stopsAtFirstFailure
    self.memoryLimit = memoryLimit
    self.cacheLimit = cacheLimit
    self.figureForms = figureForms
  }
}
