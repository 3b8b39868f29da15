public import Kernels

/// What a program's memory holds, and where: layers ask for regions, and the plan alone decides how
/// they are aligned and what lies between them.
public struct MemoryPlan: Sendable {
  /// How many numbers lie behind each region: kernels read up to 15 numbers too many.
  static let slack = 16
  /// Regions begin at multiples of so many numbers, 64 bytes, which is a line of the cache.
  static let alignment = 16
  /// What a checked engine puts in the slack, to see whether anything is written there.
  static let guardNumber: Float = -0x1.234p-9

  /// Whether kernels or the plain loops of the textbook compute.
  public let arithmetic: Arithmetic
  /// How many patterns a shard has at most.
  public let patterns: Int
  /// Whether second derivatives are computed, of one pattern at a time.
  public let hasCurvatures: Bool
  /// Every region, in the order in which they lie in their blocks.
  public private(set) var parts: [Part] = []
  /// The row of the network's table that regions are asked for.
  var row = "input"
  private(set) var tables: [(region: Region, places: [Int32])] = []
  private(set) var constants: [(region: Region, numbers: [Float])] = []

  init(arithmetic: Arithmetic, patterns: Int, hasCurvatures: Bool) {
    self.arithmetic = arithmetic
    self.patterns = patterns
    self.hasCurvatures = hasCurvatures
  }

  /// A region and what it is for.
  public struct Part: Sendable, Hashable {
    public var region: Region
    public var count: Int
    public var row: String
    public var use: Use

    /// The name of its block, such as `own`.
    public var block: String { "\(region.block)" }
    public var start: Int { Int(region.offset) }
    /// Where its slack begins.
    public var end: Int { start + count }
  }

  public enum Use: String, Sendable, CaseIterable {
    case weights, copies, tables, numbers, gradients, scratch
  }

  /// How many numbers a block has.
  func count(of block: Block) -> Int {
    guard let last = parts.last(where: { $0.region.block == block }) else { return 0 }
    return (last.end + Self.slack + Self.alignment - 1) / Self.alignment * Self.alignment
  }

  /// Room for some numbers of four bytes.
  public mutating func reserve(_ count: Int, in block: Block, for use: Use) -> Region {
    let region = Region(block, self.count(of: block))
    parts.append(Part(region: region, count: count, row: row, use: use))
    return region
  }

  /// Whole numbers that never change, for all threads.
  public mutating func table(_ places: [Int32]) -> Region {
    let region = reserve(places.count, in: .shared, for: .tables)
    tables.append((region, places))
    return region
  }

  /// Numbers that never change, for all threads.
  public mutating func constants(_ numbers: [Float]) -> Region {
    let region = reserve(numbers.count, in: .shared, for: .tables)
    constants.append((region, numbers))
    return region
  }
}

/// How a network computes.
public enum Arithmetic: Sendable, Hashable {
  /// By the fastest loops that there are.
  case fast
  /// By the loops of the textbook: one map after the other, seven loops in each other.
  case plain
}
