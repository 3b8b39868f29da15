import BookModel
import BookRecords
import Dispatch
import Foundation

/// Watches a chapter's program: reports its progress, answers where checkpoints are, and ends a
/// cell that takes too long or prints without end.
struct CellWatch {
  /// Why a program was ended.
  enum Stop: Equatable {
    case timeout
    case endlessText
    /// Nobody wants its results any more.
    case interruption
  }

  /// What a cell may print before it is taken to print without end; the rest is only cut.
  private static let textLimit = 256 << 20

  let chapter: Chapter
  let plan: CellPlan
  let schedule: Schedule
  let report: @Sendable (RunProgress) -> Void
  private(set) var log: EventLog
  private(set) var stop: Stop?
  /// The digest of each checkpoint that the program was given.
  private(set) var given: [String: String] = [:]
  private(set) var times: [RunProgress.CellTime] = []

  private var cell: Int?
  private var cellStart = ContinuousClock.now
  private var textStart = 0
  private var seen = 0
  /// The checkpoint for which the program waits.
  private var wanted: String?
  private var waitStart = ContinuousClock.now

  init(
    chapter: Chapter, plan: CellPlan, schedule: Schedule,
    report: @escaping @Sendable (RunProgress) -> Void
  ) {
    self.chapter = chapter
    self.plan = plan
    self.schedule = schedule
    self.report = report
    log = EventLog(file: URL(fileURLWithPath: plan.eventFile), of: chapter)
  }

  private var chapterIndex: Int { chapter.number - 1 }

  /// Runs the chapter's program until it ends or is to be ended.
  mutating func follow(_ program: ChildProcess) async throws -> ChildProcess.Ending {
    let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let doorbell = try Doorbell(plan.doorbell) { wake.yield() }
    // Nobody rings when time is up, or when text is printed.
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now(), repeating: .milliseconds(100))
    timer.setEventHandler { wake.yield() }
    let changes = schedule.changes()
    let watching = Task { for await _ in changes { wake.yield() } }
    let running = try program.start()
    Task {
      _ = await running.result()
      wake.finish()
    }
    timer.resume()
    for await _ in wakes where !mayContinue() { running.stop() }
    if Task.isCancelled { running.stop() }
    let result = await running.result()
    timer.cancel()
    watching.cancel()
    return try withExtendedLifetime(doorbell) { try result.get() }
  }

  /// Takes in what happened; `false` when the program is to be ended.
  private mutating func mayContinue() -> Bool {
    update()
    if schedule.isStopped {
      stop = .interruption
    } else if let wanted {
      answer(wanted)
    } else {
      let limit = cell.map { chapter.cells[$0].options.timeout } ?? CellOptions().timeout
      if (ContinuousClock.now - cellStart) / .seconds(1) >= limit { stop = .timeout }
      if printedSize - textStart > Self.textLimit { stop = .endlessText }
    }
    return stop == nil
  }

  /// How much the program has printed, also where it tries the cell.
  private var printedSize: Int {
    let trial = cell.map { TrialFiles(folder: plan.trialFolder, cell: $0).errors }
    return [plan.textFile, plan.eventFile, trial].compactMap(\.self)
      .map { PrintedText(file: URL(fileURLWithPath: $0)).size }.reduce(0, +)
  }

  /// Takes in the events that came since the last time.
  mutating func update() {
    log.update()
    for event in log.events.dropFirst(seen) { take(event) }
    seen = log.events.count
  }

  private mutating func take(_ event: CellEvent) {
    switch event {
    case .began(let index, let offset):
      endCell()
      cell = index
      textStart = max(offset, 0)
      report(
        .running(
          chapter: chapter.file, cell: chapter.cells[index].name, index: index,
          count: chapter.cells.count))
    case .progressed(let fraction, let message):
      report(
        .progressed(
          chapter: chapter.file, cell: cell.map { chapter.cells[$0].name } ?? "",
          fraction: fraction.isNaN ? 0 : min(max(fraction, 0), 1),
          message: message.shownInOneLine))
    case .asked(let name):
      wanted = name
      waitStart = .now
      guard schedule.answer(name, before: chapterIndex) == nil else { return }
      report(.waiting(chapter: chapter.file, checkpoint: name))
    case .finished:
      endCell()
    default:
      break
    }
  }

  private mutating func endCell() {
    if let cell {
      let seconds = (ContinuousClock.now - cellStart) / .seconds(1)
      times.append(RunProgress.CellTime(cell: chapter.cells[cell].name, seconds: seconds))
    }
    cell = nil
    cellStart = .now
  }

  // MARK: Checkpoints

  private var isWaiting = false

  /// Tells the program where a checkpoint is, as soon as that is known and there is a place for the
  /// program to go on. Time that it waited is not its own.
  private mutating func answer(_ name: String) {
    guard let known = schedule.answer(name, before: chapterIndex) else {
      if !isWaiting { schedule.leavePlace() }
      isWaiting = true
      return
    }
    if isWaiting && !schedule.takePlace(for: chapterIndex) { return }
    isWaiting = false
    wanted = nil
    cellStart += ContinuousClock.now - waitStart
    let answer: CheckpointAnswer
    switch known {
    case .kept(let kept):
      given[name] = kept.digest
      answer = CheckpointAnswer(file: kept.file.path, kept: [])
    case .missing(let kept):
      // A pipe holds 64 KiB, and readers no more names than a few.
      answer = CheckpointAnswer(file: nil, kept: Array(kept.prefix(20)))
    }
    // A program that never gets its answer is ended at its timeout.
    guard let line = try? JSONEncoder().encode(answer) + [UInt8(ascii: "\n")] else { return }
    // Open for reading too, the pipe is there even if the program has gone meanwhile.
    let pipe = open(plan.answerPipe(for: name), O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard pipe >= 0 else { return }
    _ = line.withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
    close(pipe)
  }

  /// Has its place again if the program was ended while it waited.
  func end() {
    if isWaiting { schedule.retakePlace(for: chapterIndex) }
  }
}
