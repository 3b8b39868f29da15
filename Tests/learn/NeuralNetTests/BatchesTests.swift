import NeuralNet
import Testing

@Suite("Batches")
struct BatchesTests {
  @Test(
    "Every example is in one batch, and only the last batch is smaller",
    arguments: [(0, 4, []), (1, 4, [1]), (8, 4, [4, 4]), (9, 4, [4, 4, 1])])
  func cut(count: Int, size: Int, sizes: [Int]) {
    var generator = SeededGenerator(seed: 1)
    let batches = Batches(count: count, size: size, using: &generator)
    #expect(batches.count == sizes.count)
    #expect(batches.map(\.count) == sizes)
    #expect(batches.flatMap { $0 }.sorted() == Array(0..<count))
  }

  @Test("Each pass has another order, and the seed decides it")
  func order() {
    func orders() -> [[Int]] {
      var generator = SeededGenerator(seed: 5)
      return (0..<2).map { _ in
        Batches(count: 50, size: 50, using: &generator).flatMap { $0 }
      }
    }
    #expect(orders() == orders())
    #expect(orders()[0] != orders()[1])
  }
}
