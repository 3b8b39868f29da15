public import Errors

/// Which input maps feed each output map of a convolution.
///
/// ```swift
/// let table = try ConnectionTable(inputMaps: 3, [[0, 1], [1, 2], [0, 1, 2]])
/// Conv2D("C3", table: table, kernel: 5)
/// ```
///
/// - Source: LeCun et al. (1998), Table I.
public struct ConnectionTable: Sendable, Hashable, Codable, CustomStringConvertible {
  /// How many input maps there are to choose from.
  public let inputMaps: Int
  /// For each output map the input maps that feed it, ascending.
  public let inputsOfMaps: [[Int]]

  /// - Parameter inputsOfMaps: for each output map the input maps that feed it.
  /// - Throws: which output map has no input, has one twice, or has one that is not there.
  public init(inputMaps: Int, _ inputsOfMaps: [[Int]]) throws(InputError) {
    for (map, inputs) in inputsOfMaps.enumerated() {
      let place = "connection table, output map \(map)"
      guard let first = inputs.min(), let last = inputs.max() else {
        throw InputError(place: place, expected: "at least one input map", found: "none")
      }
      guard first >= 0, last < inputMaps else {
        throw InputError(
          place: place, expected: "input maps from 0 to \(inputMaps - 1)",
          found: "\(first < 0 ? first : last)")
      }
      guard Set(inputs).count == inputs.count else {
        throw InputError(place: place, expected: "each input map once", found: "\(inputs)")
      }
    }
    self.init(checkedInputMaps: inputMaps, inputsOfMaps)
  }

  private init(checkedInputMaps inputMaps: Int, _ inputsOfMaps: [[Int]]) {
    self.inputMaps = inputMaps
    self.inputsOfMaps = inputsOfMaps.map { $0.sorted() }
  }

  /// Every input map feeds every output map.
  public static func full(inputMaps: Int, outputMaps: Int) -> ConnectionTable {
    ConnectionTable(
      checkedInputMaps: inputMaps,
      [[Int]](repeating: Array(0..<inputMaps), count: outputMaps))
  }

  /// The table of layer C3 of LeNet-5: 60 of 96 possible connections.
  ///
  /// Six maps see three neighbouring input maps, six see four, three see two pairs of
  /// neighbours, and one sees all; "neighbouring" goes round from the last map to the first. No
  /// two maps see the same, which forces them to learn different features.
  ///
  /// - Source: LeCun et al. (1998), Table I.
  public static let lenet5 = ConnectionTable(
    checkedInputMaps: 6,
    [
      [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
      [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
      [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5],
      [0, 1, 2, 3, 4, 5],
    ])

  public var outputMaps: Int { inputsOfMaps.count }

  /// How many pairs of maps are connected, each by a kernel of its own.
  public var kernels: Int { inputsOfMaps.reduce(0) { $0 + $1.count } }

  /// Whether an input map feeds an output map.
  public func connects(input: Int, output: Int) -> Bool {
    inputsOfMaps[output].contains(input)
  }

  /// The table as the paper prints it: a row for each input map, a column for each output map.
  public var description: String {
    (0..<inputMaps).map { input in
      (0..<outputMaps).map { connects(input: input, output: $0) ? "X" : "." }
        .joined(separator: " ")
    }
    .joined(separator: "\n")
  }
}

extension ConnectionTable {
  private enum CodingKeys: CodingKey {
    case inputMaps, inputsOfMaps
  }

  /// - Throws: an error of the decoder, also if the table is not possible.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      inputMaps: values.decode(Int.self, forKey: .inputMaps),
      values.decode([[Int]].self, forKey: .inputsOfMaps))
  }
}
