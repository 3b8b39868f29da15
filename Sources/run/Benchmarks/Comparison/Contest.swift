import Foundation

/// A piece of work that we and others do in turn, round after round, so that whatever slows the
/// machine for a while slows all of them.
struct Contest {
  /// Somebody else who does the work.
  struct Rival {
    var name: String
    var threads: Int
    /// Does the work once and returns the seconds that it took, or says why it cannot be done.
    var work: Work

    enum Work {
      case seconds(() throws -> Double)
      case absent(String)
    }
  }

  var benchmark: String
  var work: String
  var threads: Int
  /// How many multiply-adds the work takes if nothing is left out.
  var multiplyAdds: Int?
  var rivals: [Rival] = []

  /// Everybody does the work once to warm up, and then as often as the conditions say.
  ///
  /// - Parameter own: our work, done once; returns the seconds that it took.
  func entry(_ conditions: Conditions, own: () throws -> Double) throws -> Entry {
    var ownTimes: [Double] = []
    var times = rivals.map { _ in [Double]() }
    for round in 0...conditions.repetitions {
      let isMeasured = round > 0
      let time = try Self.rested(own)
      if isMeasured { ownTimes.append(time) }
      for (index, rival) in rivals.enumerated() {
        guard case .seconds(let work) = rival.work else { continue }
        let time = try Self.rested(work)
        if isMeasured { times[index].append(time) }
      }
    }
    let sample = Sample(ownTimes)
    var entry = Entry(
      benchmark, work: work, threads: threads, sample: sample, multiplyAdds: multiplyAdds,
      peak: conditions.peak)
    entry.comparisons = zip(rivals, times).map { rival, times in
      switch rival.work {
      case .seconds:
        Comparison(rival.name, threads: rival.threads, sample: Sample(times), own: sample)
      case .absent(let reason): Comparison(rival.name, threads: rival.threads, absence: reason)
      }
    }
    return entry
  }
  /// Does some work after a rest: the threads of whoever worked before may spin for a while, to be
  /// there if more is to be done, before they leave the processor to others.
  private static func rested(_ work: () throws -> Double) rethrows -> Double {
    Thread.sleep(forTimeInterval: 0.2)
    return try work()
  }
}
