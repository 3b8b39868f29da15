/// One kernel on one thread: how far it is from the plain loops, and how long it took.
struct KernelEntry: Codable, Hashable {
  /// The network that the layer belongs to.
  let network: String
  /// The layer and what is computed of it, such as `c1 forward`.
  let kernel: String
  /// How many patterns are computed at a time.
  let patterns: Int
  /// The largest difference from the plain loops, as a share of their largest number or of 1.
  let difference: Double
  let bound: Double
  let sample: Sample
  let gigaflops: Double?
  let shareOfPeak: Double?

  init(_ kernel: KernelBenchmark, sample: Sample, peak: RegisterPeak) {
    (network, self.kernel, patterns) = (kernel.network, kernel.name, kernel.patterns)
    (difference, bound, self.sample) = (kernel.difference, KernelBenchmark.bound, sample)
    gigaflops = kernel.multiplyAdds.map { 2e-9 * Double($0) / sample.median }
    shareOfPeak = gigaflops.map { $0 / peak.oneThread }
  }
}
