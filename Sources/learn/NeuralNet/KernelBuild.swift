import CPUFeatures
package import Kernels

#if canImport(KernelsAVX2)
  import KernelsAVX2
  import KernelsAVX512
#endif

/// One build of the kernels: the function that runs programs.
///
/// Which build suits this processor is chosen once, when the program starts.
public struct KernelBuild: Sendable, CustomStringConvertible {
  /// What the kernels were compiled for, such as `AVX2 and FMA`.
  public let name: String
  package let execute: Execution

  public var description: String { name }
}

extension KernelBuild {
  /// The kernels that run on every processor.
  public static let baseline = KernelBuild(name: "baseline", execute: Kernels.execute)

  #if canImport(KernelsAVX2)
    package static let avx2 = KernelBuild(name: "AVX2 and FMA", execute: KernelsAVX2.execute)
    package static let avx512 = KernelBuild(name: "AVX-512", execute: KernelsAVX512.execute)

    /// Every build that this processor runs, the fastest last.
    package static let runnable =
      [baseline] + (cpu_has_avx2_and_fma() ? [avx2] : []) + (cpu_has_avx512() ? [avx512] : [])
  #else
    /// Every build that this processor runs, the fastest last.
    package static let runnable = [baseline]
  #endif

  /// The fastest kernels that this processor runs.
  public static let fastest = runnable.last ?? baseline
}
