import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("Memory map")
struct MemoryMapTests {
  @Test("A small network's map is the expected drawing")
  func golden() throws {
    let network = try Network(input: [3], seed: 1) {
      Dense("f1", units: 2)
      ReLU()
    }
    let figure = MemoryMap(network.memoryPlan, title: "Memory")
    expectSound(figure)
    #expect(
      figure.altText
        == "Memory. own of 7 KiB: numbers 3 KiB, gradients 3 KiB, scratch 100 B; "
        + "parameters of 160 B: weights 160 B; shared of 896 B: copies 256 B, tables 396 B.")
    try expectGolden(figure.drawing(), named: "memory-map")
    #expect(figure.dataTable?.rows.first == ["own", "input", "numbers", "256"])
  }

  @Test(
    "The maps of both networks are laid out without overlaps, and their parts do not overlap",
    arguments: [
      { try ArticleNet.network(seed: 1) }, { try LeNet5.network(seed: 1) },
      { try ArticleNet.network(seed: 1, arithmetic: .plain) },
    ] as [@Sendable () throws -> Network])
  func layout(network: @Sendable () throws -> Network) throws {
    let plan = try network().memoryPlan
    let figure = MemoryMap(plan)
    expectSound(figure)
    for (index, part) in plan.parts.enumerated() {
      #expect(part.start % 16 == 0)
      let next = plan.parts[(index + 1)...].first { $0.block == part.block }
      if let next { #expect(next.start >= part.end + 16) }
    }
  }
}
