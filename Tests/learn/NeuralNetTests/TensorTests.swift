import NeuralNet
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("A shape that needs another number of numbers stops with a message")
  func wrongCount() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor(shape: [2, 3], scalars: [1, 2, 3, 4, 5])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Tensor: shape [2, 3] needs 6 numbers, got 5"))
  }

  @Test("Rows of a tensor are tensors")
  func rows() {
    let tensor = Tensor(shape: [2, 1, 3], scalars: [1, 2, 3, 4, 5, 6])
    #expect(tensor[1] == Tensor(shape: [1, 3], scalars: [4, 5, 6]))
  }
}
