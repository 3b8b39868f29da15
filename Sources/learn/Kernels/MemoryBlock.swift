// The memory behind regions, for those who may not use pointers. It is built only once, unlike the rest
// of this folder: the standard library's generic functions that it calls would be emitted with
// the instructions of each build, and one of them chosen for all.
#if !REPEATED_BUILD && !hasFeature(Embedded)

  /// A block of numbers of four bytes, which begins at a multiple of 64 bytes.
  ///
  /// Threads may use one block at the same time as long as none writes what another one uses.
  public final class MemoryBlock: @unchecked Sendable {
    /// How many numbers there are.
    public let count: Int
    private let bytes: UnsafeMutableRawBufferPointer

    /// A block of zeros.
    public init(count: Int) {
      self.count = count
      bytes = .allocate(byteCount: max(count, 1) * 4, alignment: 64)
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }

    /// Some numbers in a row.
    public func floats(_ count: Int, at offset: Int) -> [Float] {
      Array(numbers(count, at: offset, as: Float.self))
    }

    public func write(_ floats: some Collection<Float>, at offset: Int) {
      _ = numbers(floats.count, at: offset, as: Float.self).update(fromContentsOf: floats)
    }

    public func write(_ places: [Int32], at offset: Int) {
      _ = numbers(places.count, at: offset, as: Int32.self).update(fromContentsOf: places)
    }

    /// - Parameter start: in bytes.
    public func write(_ newBytes: ArraySlice<UInt8>, atByte start: Int) {
      check(
        start >= 0 && start + newBytes.count <= bytes.count, "\(newBytes.count) bytes", start / 4)
      UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + newBytes.count])
        .copyBytes(from: newBytes)
    }

    /// One number.
    public subscript(offset: Int) -> Float {
      get { numbers(1, at: offset, as: Float.self)[0] }
      set { numbers(1, at: offset, as: Float.self)[0] = newValue }
    }

    /// All bytes, for files.
    public var contents: [UInt8] { Array(bytes) }

    fileprivate func start(at offset: Int) -> UnsafeMutableRawPointer? {
      bytes.baseAddress.map { $0 + offset * 4 }
    }

    private func numbers<Number>(
      _ count: Int, at offset: Int, as type: Number.Type
    ) -> UnsafeMutableBufferPointer<Number> {
      check(offset >= 0 && count >= 0 && offset + count <= self.count, "\(count) numbers", offset)
      return UnsafeMutableRawBufferPointer(rebasing: bytes[offset * 4..<(offset + count) * 4])
        .assumingMemoryBound(to: type)
    }

    private func check(_ isInside: Bool, _ what: String, _ offset: Int) {
      guard isInside else {
        fatalError("memory: expected a place among \(count) numbers, found \(what) at \(offset)")
      }
    }
  }

  /// ``execute(_:from:to:parameters:shared:own:gradients:)``, in one build or another.
  public typealias Execution =
    @Sendable (
      _ program: UnsafeRawPointer, _ first: Int, _ end: Int,
      _ parameters: UnsafeMutableRawPointer, _ shared: UnsafeMutableRawPointer,
      _ own: UnsafeMutableRawPointer, _ gradients: UnsafeMutableRawPointer
    ) -> Void

  /// The blocks that a program is run on.
  public struct MemoryBlocks: Sendable {
    public var parameters, shared, own, gradients: MemoryBlock
    /// Where in `gradients` those of the shard begin.
    public var shardStart = 0

    public init(
      parameters: MemoryBlock, shared: MemoryBlock, own: MemoryBlock, gradients: MemoryBlock,
      shardStart: Int = 0
    ) {
      (self.parameters, self.shared) = (parameters, shared)
      (self.own, self.gradients) = (own, gradients)
      self.shardStart = shardStart
    }

    /// Runs instructions.
    public func run(_ program: ArraySlice<Instruction>, by execution: Execution) {
      program.withUnsafeBytes { instructions in
        guard let first = instructions.baseAddress, let parameters = parameters.start(at: 0),
          let shared = shared.start(at: 0), let own = own.start(at: 0),
          let gradients = gradients.start(at: shardStart)
        else { return }
        execution(first, 0, program.count, parameters, shared, own, gradients)
      }
    }
  }
#endif
