/// How fast memory takes and gives numbers if nothing is computed, in gigabytes a second.
struct CopyBandwidth: Codable, Hashable {
  /// What one thread does; a byte that is copied is read and written, and counts twice.
  let oneThread: Double

  /// Copies arrays that no cache holds: the best of some rounds, as for a peak.
  init() {
    let source = [Float](repeating: 1, count: 32 << 20)
    var target = [Float](repeating: 0, count: source.count)
    let times = (0..<10).map { _ in
      seconds {
        target.withUnsafeMutableBytes { target in
          source.withUnsafeBytes { target.copyMemory(from: $0) }
        }
        // A copy that nobody reads could be left out.
        precondition(target[source.count - 1] == 1)
      }
    }
    let bytes = 2 * source.count * MemoryLayout<Float>.stride
    oneThread = 1e-9 * Double(bytes) / (times.min() ?? .infinity)
  }
}
