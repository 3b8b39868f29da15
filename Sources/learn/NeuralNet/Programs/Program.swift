public import Kernels

/// What is done to compute something of a network: instructions, one after the other.
///
/// ```swift
/// print(network.program(.forward, patterns: 32))
/// ```
public struct Program: Sendable, CustomStringConvertible {
  /// What a reader wants to know of an instruction beside its operands.
  package struct Note: Sendable {
    /// The row of the network's table, or what else the instruction serves.
    package var row: String
    var shapes = ""
    /// How many multiply-adds it does if none are left out.
    package var multiplyAdds = 0
  }

  public private(set) var instructions: [Instruction] = []
  package private(set) var notes: [Note] = []

  init() {}

  mutating func append(_ more: [Instruction], _ row: String) {
    for instruction in more { append(instruction, Note(row: row)) }
  }

  mutating func append(_ instruction: Instruction, _ note: Note) {
    instructions.append(instruction)
    notes.append(note)
  }

  /// How many multiply-adds the program does if none are left out.
  public var multiplyAdds: Int { notes.reduce(0) { $0 + $1.multiplyAdds } }

  /// One line for each instruction: its number, the layer, what is done, shapes, multiply-adds, and
  /// where its operands begin.
  public var description: String {
    let lines = zip(instructions, notes).enumerated().map { number, line in
      let (instruction, note) = line
      return [
        "\(number)", note.row, instruction.name, note.shapes,
        note.multiplyAdds == 0 ? "" : "\(note.multiplyAdds)", instruction.regions,
      ]
    }
    let header = ["", "layer", "instruction", "shapes", "multiply-adds", "regions"]
    let widths = header.indices.map { column in
      ([header] + lines).reduce(0) { max($0, $1[column].count) }
    }
    return ([header] + lines).map { fields in
      let padded = fields.enumerated().map { column, field in
        let padding = String(repeating: " ", count: widths[column] - field.count)
        return column == 0 || column == 4 ? padding + field : field + padding
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    .joined(separator: "\n")
  }
}

extension Instruction {
  /// Its name, such as `convolution`.
  public var name: String {
    Mirror(reflecting: self).children.first?.label ?? "\(self)"
  }

  /// Its operands with their labels, such as `input own+64, count 128`.
  public var operands: String { text { _ in true } }

  /// Where its operands begin, such as `input own+64, output own+1104`.
  var regions: String { text { $0 is Region } }

  private func text(where isShown: (Any) -> Bool) -> String {
    guard let operands = Mirror(reflecting: self).children.first?.value else { return "" }
    return Mirror(reflecting: operands).children.filter { isShown($0.value) }
      .map { label, value in "\(label ?? "") \(Self.text(of: value))" }.joined(separator: ", ")
  }

  private static func text(of value: Any) -> String {
    switch value {
    case let region as Region: return "\(region.block)+\(region.offset)"
    case is Int32, is Float, is Bool: return "\(value)"
    default:
      let parts = Mirror(reflecting: value).children.map { label, value in
        "\(label ?? "") \(text(of: value))"
      }
      return "(\(parts.joined(separator: ", ")))"
    }
  }

  /// How often it does all multiply-adds of its layer's formula.
  var passes: Int {
    switch self {
    case .convolution, .imageConvolutionGradient, .pooledConvolution, .pooledColumnPairs,
      .pooledImageConvolutionGradient, .matrixProduct, .dense, .subsampling,
      .subsamplingInputGradient, .subsamplingParameterGradient, .subsamplingParameterCurvature,
      .radialBasis, .radialBasisGradient, .radialBasisCurvature, .plainConvolution,
      .plainSubsampling:
      1
    case .convolutionGradients(let operands): operands.needsInput ? 2 : 1
    case .pooledConvolutionGradients(let operands): operands.needsInput ? 2 : 1
    case .plainConvolutionGradients(let operands): operands.needsInput ? 2 : 1
    case .denseStep, .plainSubsamplingGradients, .plainSubsamplingCurvatures: 2
    default: 0
    }
  }
}
