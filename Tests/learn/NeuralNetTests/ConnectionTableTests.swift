import Errors
import Foundation
import NeuralNet
import Testing

@Suite("ConnectionTable")
struct ConnectionTableTests {
  @Test("Table I of the paper")
  func lenet5() {
    #expect(ConnectionTable.lenet5.kernels == 60)
    #expect(
      ConnectionTable.lenet5.description == """
        X . . . X X X . . X X X X . X X
        X X . . . X X X . . X X X X . X
        X X X . . . X X X . . X . X X X
        . X X X . . X X X X . . X . X X
        . . X X X . . X X X X . X X . X
        . . . X X X . . X X X X . X X X
        """)
  }

  @Test(
    "A table that is not possible says what is wrong",
    arguments: [
      ([[0], []], "connection table, output map 1: expected at least one input map, found none"),
      ([[0, 3]], "connection table, output map 0: expected input maps from 0 to 2, found 3"),
      ([[0, -1]], "connection table, output map 0: expected input maps from 0 to 2, found -1"),
      ([[2, 2]], "connection table, output map 0: expected each input map once, found [2, 2]"),
    ])
  func refused(inputs: [[Int]], message: String) {
    let error = #expect(throws: InputError.self) {
      try ConnectionTable(inputMaps: 3, inputs)
    }
    #expect(error?.description == message)
  }

  @Test("A stored table is checked when it is read")
  func codable() throws {
    let stored = try JSONEncoder().encode(ConnectionTable.lenet5)
    #expect(try JSONDecoder().decode(ConnectionTable.self, from: stored) == .lenet5)
    let broken = Data(#"{"inputMaps": 2, "inputsOfMaps": [[2]]}"#.utf8)
    #expect(throws: InputError.self) {
      try JSONDecoder().decode(ConnectionTable.self, from: broken)
    }
  }

  @Test("Only connected kernels are counted and drawn, and a full table is a plain convolution")
  func parameters() throws {
    let table = try ConnectionTable(inputMaps: 2, [[0], [0, 1], [1]])
    let network = try Network(input: [2, 6, 6], seed: 1) {
      Conv2D("c", table: table, kernel: 3)
      Dense("f", units: 2)
      LogSoftmax()
    }
    let row = network.summary.layers[0]
    #expect(row.kind == "convolution 3x3, 4 kernels")
    #expect(row.parameters == 4 * 9 + 3)
    #expect(row.connections == 16 * (4 * 9 + 3))
    let weights = network["c.weight"]
    #expect(weights.shape == [3, 2, 3, 3])
    for output in 0..<3 {
      for input in 0..<2 {
        let kernel = weights[output][input].scalars
        #expect(kernel.allSatisfy { ($0 != 0) == table.connects(input: input, output: output) })
      }
    }
    let images = Tensor(shape: [2, 2, 6, 6], scalars: (0..<144).map { sin(Float($0)) })
    var full = try Network(input: [2, 6, 6], seed: 1) { Conv2D("c", maps: 3, kernel: 3) }
    var tabled = try Network(input: [2, 6, 6], seed: 1) {
      Conv2D("c", table: .full(inputMaps: 2, outputMaps: 3), kernel: 3)
    }
    #expect(full.namedParameters == tabled.namedParameters)
    #expect(full(images) == tabled(images))
    // A table's convolution is a plain one with zeros.
    tabled = try Network(input: [2, 6, 6], seed: 1) { Conv2D("c", table: table, kernel: 3) }
    full["c.weight"] = tabled["c.weight"]
    full["c.bias"] = tabled["c.bias"]
    #expect(full(images) == tabled(images))
    let gradient = network.gradients(images: images, labels: [0, 1]).gradients["c.weight"]
    #expect(try #require(gradient)[0][1].scalars.allSatisfy { $0 == 0 })
  }

  @Test("Weights where there is no connection are refused, and so are other numbers of maps")
  func strayWeights() throws {
    var network = try LeNet5.network(seed: 1)
    let named = network.namedParameters
    var stray = named
    stray["C3.weight"] = Tensor(repeating: 0.5, shape: [16, 6, 5, 5])
    let error = #expect(throws: InputError.self) { try network.setParameters(stray) }
    #expect(
      error?.description
        == "C3.weight: expected zeros where its table has no connection, found 0.5")
    #expect(network.namedParameters == named)
    let maps = #expect(throws: InputError.self) {
      try Network(input: [5, 8, 8], seed: 1) { Conv2D("c", table: .lenet5, kernel: 5) }
    }
    #expect(
      maps?.description
        == "c (convolution 5x5, 60 kernels): expected 6 maps, as its table has, found [5, 8, 8]")
  }
}
