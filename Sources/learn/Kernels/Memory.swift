// The memory that a program works on: four blocks, and regions in them.
//
// A program says where its operands are by block and place, never by address, so that the same
// program serves every thread, each with blocks of its own, and can be written to a file.

/// One of the blocks of a program's memory.
public enum Block: UInt8, Sendable, Hashable {
  /// Weights, and behind them whatever there is one of for each weight: rates, moments. Shared by all
  /// threads.
  case parameters
  /// Tables, and copies of weights in other orders. Shared by all threads.
  case shared
  /// The values of one shard, their gradients, and scratch: one block for each thread.
  case own
  /// What one shard adds to the gradient of each weight, at the weight's place in `parameters`.
  case gradients
}

/// Where an operand begins: a block, and how many numbers of four bytes lie before it.
public struct Region: Sendable, Hashable {
  public var block: Block
  public var offset: Int32

  @inline(__always)
  public init(_ block: Block, _ offset: Int) {
    (self.block, self.offset) = (block, Int32(truncatingIfNeeded: offset))
  }

  /// The region that begins some numbers later.
  public func advanced(by count: Int) -> Region { Region(block, Int(offset) + count) }
}

/// The maps of one pattern as an operand: at each position they stand side by side, `stride` numbers
/// apart. The plain loops' images lie one map behind the other, and have no use for the stride.
public struct MapShape: Sendable, Hashable {
  public var maps, height, width, stride: Int32

  public init(maps: Int, height: Int, width: Int, stride: Int) {
    (self.maps, self.height) = (Int32(maps), Int32(height))
    (self.width, self.stride) = (Int32(width), Int32(stride))
  }
}

/// ``MapShape`` in the numbers that loops count with.
struct Maps {
  let maps, height, width, stride: Int

  /// How many numbers one pattern has, side by side.
  @inline(__always)
  var count: Int { height &* width &* stride }

  @inline(__always)
  init(_ shape: MapShape) {
    (maps, height) = (Int(shape.maps), Int(shape.height))
    (width, stride) = (Int(shape.width), Int(shape.stride))
  }
}

/// The patches of the input that a convolution or a pooling looks at.
///
/// Number t of patch p is `x[starts[p] + taps[t]]`.
public struct Patches: Sendable, Hashable {
  public var starts: Region
  public var count: Int32
  public var taps: Region
  public var tapCount: Int32

  public init(starts: Region, count: Int, taps: Region, tapCount: Int) {
    (self.starts, self.count) = (starts, Int32(count))
    (self.taps, self.tapCount) = (taps, Int32(tapCount))
  }
}

/// The addresses of the four blocks.
struct Memory {
  let parameters, shared, own, gradients: UnsafeMutableRawPointer

  /// The numbers that begin at a place.
  @inline(__always)
  subscript(region: Region) -> UnsafeMutablePointer<Float> {
    address(region).assumingMemoryBound(to: Float.self)
  }

  /// Whole numbers: places of other numbers.
  @inline(__always)
  func places(_ region: Region) -> UnsafeMutablePointer<Int32> {
    address(region).assumingMemoryBound(to: Int32.self)
  }

  @inline(__always)
  func address(_ region: Region) -> UnsafeMutableRawPointer {
    let start =
      switch region.block {
      case .parameters: parameters
      case .shared: shared
      case .own: own
      case .gradients: gradients
      }
    return start + Int(region.offset) &* 4
  }

  @inline(__always)
  func patches(_ patches: Patches) -> PatchPlaces {
    PatchPlaces(
      starts: places(patches.starts), count: Int(patches.count), taps: places(patches.taps),
      tapCount: Int(patches.tapCount))
  }
}

/// ``Patches`` as loops use them.
struct PatchPlaces {
  let starts: UnsafePointer<Int32>
  let count: Int
  let taps: UnsafePointer<Int32>
  let tapCount: Int
}
