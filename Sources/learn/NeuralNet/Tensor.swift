/// Numbers in a grid of any number of dimensions, the last one contiguous in memory.
///
/// Images are `[batch, maps, height, width]`, weights of a convolution
/// `[maps out, maps in, height, width]`, rows of features `[batch, features]`.
public struct Tensor: Sendable, Hashable {
  public private(set) var shape: [Int]
  /// The numbers in row-major order; as many as the product of the shape.
  public var scalars: [Float] {
    didSet { checkCount() }
  }

  /// - Precondition: `scalars` has as many numbers as `shape` asks for.
  public init(shape: [Int], scalars: [Float]) {
    self.shape = shape
    self.scalars = scalars
    checkCount()
  }

  /// A tensor with the same number everywhere.
  public init(repeating value: Float = 0, shape: [Int]) {
    self.init(shape: shape, scalars: [Float](repeating: value, count: shape.reduce(1, *)))
  }

  public var count: Int { scalars.count }

  /// One of the tensors that lie along the first dimension, such as one image of a batch.
  ///
  /// - Precondition: there is a first dimension, and the index is within it.
  public subscript(index: Int) -> Tensor {
    guard let length = shape.first, (0..<length).contains(index) else {
      fatalError("Tensor: expected an index within shape \(shape), found \(index)")
    }
    let size = shape.dropFirst().reduce(1, *)
    return Tensor(
      shape: Array(shape.dropFirst()), scalars: Array(scalars[index * size..<(index + 1) * size]))
  }

  private func checkCount() {
    guard scalars.count == shape.reduce(1, *) else {
      fatalError("Tensor: shape \(shape) needs \(shape.reduce(1, *)) numbers, got \(scalars.count)")
    }
  }
}

extension Tensor {
  /// How many numbers a shape from outside asks for, unless it makes no sense.
  public static func count(of shape: [Int]) -> Int? {
    var count = 1
    for side in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }
}

extension Tensor: Codable {
  private enum CodingKeys: CodingKey {
    case shape, scalars
  }

  /// - Throws: an error of the decoder, also if the shape does not fit the number of scalars.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try values.decode([Int].self, forKey: .shape)
    let scalars = try values.decode([Float].self, forKey: .scalars)
    guard Self.count(of: shape) == scalars.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .scalars, in: values,
        debugDescription: "shape \(shape) does not fit \(scalars.count) numbers")
    }
    self.init(shape: shape, scalars: scalars)
  }
}
