/// One piece of work: how long it took us, and how long others.
struct Entry: Codable, Hashable {
  /// The name by which `--only` asks for it.
  let benchmark: String
  /// What was done, in the words of a table.
  let work: String
  let threads: Int
  /// What we took; `nil` if it could not be measured.
  let sample: Sample?
  /// Why it could not be measured.
  let absence: String?
  /// How many multiply-adds the work takes if nothing is left out.
  let multiplyAdds: Int?
  /// Billions of floating-point operations a second; a multiply-add is two.
  let gigaflops: Double?
  /// The share of what as many threads can do with registers alone.
  let shareOfPeak: Double?
  var comparisons: [Comparison] = []
  var goals: [Goal] = []

  /// Work that was measured.
  init(
    _ benchmark: String, work: String, threads: Int, sample: Sample, multiplyAdds: Int? = nil,
    peak: RegisterPeak
  ) {
    (self.benchmark, self.work, self.threads) = (benchmark, work, threads)
    (self.sample, absence, self.multiplyAdds) = (sample, nil, multiplyAdds)
    gigaflops = multiplyAdds.map { 2e-9 * Double($0) / sample.median }
    shareOfPeak = gigaflops.map { $0 / (threads == 1 ? peak.oneThread : peak.allThreads) }
  }

  /// Work that could not be measured.
  init(_ benchmark: String, work: String, threads: Int, absence: String) {
    (self.benchmark, self.work, self.threads) = (benchmark, work, threads)
    (sample, self.absence, multiplyAdds) = (nil, absence, nil)
    (gigaflops, shareOfPeak) = (nil, nil)
  }

  /// Wants our own number to be at most so much.
  mutating func want(_ goal: Goal) {
    goals.append(sample.map { goal.judging($0.median) } ?? goal)
  }

  /// Wants us to be so many times as good as the best of some peers.
  ///
  /// - Parameter prefix: how the names of these peers begin.
  mutating func want(_ goal: Goal, againstBestOf prefix: String) {
    let peers = comparisons.indices.filter { comparisons[$0].peer.hasPrefix(prefix) }
    guard
      let best = peers.min(by: {
        comparisons[$0].ratio ?? .infinity < comparisons[$1].ratio ?? .infinity
      })
    else { return }
    comparisons[best].goal =
      comparisons[best].ratio.map { goal.judging($0, shareOfPeak: shareOfPeak) } ?? goal
  }
}

/// What somebody else took for the same work.
struct Comparison: Codable, Hashable {
  let peer: String
  let threads: Int
  /// What the peer took; `nil` if it could not be measured.
  let sample: Sample?
  /// Why it could not be measured.
  let absence: String?
  /// How many times as much the peer took as we did.
  let ratio: Double?
  var goal: Goal?

  init(_ peer: String, threads: Int, sample: Sample, own: Sample) {
    (self.peer, self.threads, self.sample, absence) = (peer, threads, sample, nil)
    ratio = sample.median / own.median
  }

  init(_ peer: String, threads: Int, absence: String) {
    (self.peer, self.threads, sample) = (peer, threads, nil)
    (self.absence, ratio) = (absence, nil)
  }
}
