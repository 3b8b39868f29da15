import Foundation
import NeuralNet

/// A network in double precision as the textbook writes it, for one image: the arbiter of the
/// library's gradients.
struct PlainNetwork {
  /// One step of the computation; weights are row-major.
  enum Step {
    case convolution(weight: String, bias: String, kernel: Int)
    case subsampling(coefficient: String, bias: String)
    case scaledTanh
    case rectifier
    case maxPooling
    case logSoftmax
    case squaredDistances(codes: [Double])
    case sum
  }

  struct Node {
    var step: Step
    /// Which values the step reads; 0 is the image and k + 1 the output of node k.
    var inputs: [Int]
  }

  /// Maps of one height and width; a row of units is maps of 1x1.
  struct Value {
    var maps: Int
    var side: Int
    var numbers: [Double]
  }

  var nodes: [Node] = []
  var parameters: [String: [Double]] = [:]

  init(_ network: Network) {
    parameters = network.namedParameters.mapValues { $0.scalars.map(Double.init) }
  }

  /// Adds a step behind some values, or behind the last one, and returns the new value's number.
  @discardableResult
  mutating func append(_ step: Step, after inputs: Int...) -> Int {
    nodes.append(Node(step: step, inputs: inputs.isEmpty ? [nodes.count] : inputs))
    return nodes.count
  }

  /// All values from the image to the output.
  func values(of image: Value) -> [Value] {
    nodes.reduce(into: [image]) { values, node in
      values.append(run(node, values))
    }
  }

  /// The output if one value is replaced by another; only what depends on it is computed.
  func output(replacing index: Int, by value: Value, in values: [Value]) -> [Double] {
    var (values, isChanged) = (values, [Bool](repeating: false, count: values.count))
    values[index] = value
    isChanged[index] = true
    for (number, node) in nodes.enumerated() where number >= index {
      guard node.inputs.contains(where: { isChanged[$0] }) else { continue }
      values[number + 1] = run(node, values)
      isChanged[number + 1] = true
    }
    return values[nodes.count].numbers
  }

  func run(_ node: Node, _ values: [Value]) -> Value {
    let input = values[node.inputs[0]]
    var output = input
    switch node.step {
    case .convolution(let weight, let bias, let kernel):
      return convolution(input, parameters[weight] ?? [], parameters[bias] ?? [], kernel)
    case .subsampling(let coefficient, let bias):
      let (k, b) = (parameters[coefficient] ?? [], parameters[bias] ?? [])
      output = pooled(input) { $0.reduce(0, +) }
      for place in output.numbers.indices {
        let map = place / (output.side * output.side)
        output.numbers[place] = k[map] * output.numbers[place] + b[map]
      }
    case .scaledTanh: output.numbers = input.numbers.map { 1.7159 * tanh(2 * $0 / 3) }
    case .rectifier: output.numbers = input.numbers.map { max($0, 0) }
    case .maxPooling: output = pooled(input) { $0.reduce(-.infinity, max) }
    case .logSoftmax:
      let largest = input.numbers.reduce(-.infinity, max)
      let sum = input.numbers.reduce(0) { $0 + exp($1 - largest) }
      output.numbers = input.numbers.map { $0 - largest - log(sum) }
    case .squaredDistances(let codes):
      output.maps = codes.count / input.maps
      output.numbers = (0..<output.maps).map { code in
        input.numbers.indices.reduce(0) { sum, unit in
          let difference = input.numbers[unit] - codes[code * input.maps + unit]
          return sum + difference * difference
        }
      }
    case .sum:
      for other in node.inputs.dropFirst() {
        for place in output.numbers.indices {
          output.numbers[place] += values[other].numbers[place]
        }
      }
    }
    return output
  }

  /// Squares of two by two numbers, each made into one number.
  private func pooled(_ input: Value, _ combine: ([Double]) -> Double) -> Value {
    let side = input.side / 2
    var numbers: [Double] = []
    for map in 0..<input.maps {
      for row in 0..<side {
        for column in 0..<side {
          let corner = (map * input.side + 2 * row) * input.side + 2 * column
          numbers.append(
            combine(
              [corner, corner + 1, corner + input.side, corner + input.side + 1].map {
                input.numbers[$0]
              }))
        }
      }
    }
    return Value(maps: input.maps, side: side, numbers: numbers)
  }

  private func convolution(
    _ input: Value, _ weights: [Double], _ bias: [Double], _ kernel: Int
  ) -> Value {
    let side = input.side - kernel + 1
    var numbers = [Double](repeating: 0, count: bias.count * side * side)
    for map in bias.indices {
      for row in 0..<side {
        for column in 0..<side {
          var sum = bias[map]
          for inputMap in 0..<input.maps {
            for u in 0..<kernel {
              for v in 0..<kernel {
                sum +=
                  weights[((map * input.maps + inputMap) * kernel + u) * kernel + v]
                  * input.numbers[(inputMap * input.side + row + u) * input.side + column + v]
              }
            }
          }
          numbers[(map * side + row) * side + column] = sum
        }
      }
    }
    return Value(maps: bias.count, side: side, numbers: numbers)
  }
}
