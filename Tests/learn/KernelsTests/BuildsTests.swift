import NeuralNet
import Testing

/// The builds of the kernels against one another.
@Suite("Builds")
struct BuildsTests {
  @Test("AVX2 and AVX-512 compute the same bits, in batches and pattern by pattern")
  func sameBits() throws {
    let vectorBuilds = KernelBuild.runnable.filter { $0.name != KernelBuild.baseline.name }
    let images = LabeledImages(
      images: Tensor(shape: [70, 1, 32, 32], scalars: randomNumbers(70 * 1_024, seed: 1)),
      labels: (0..<70).map { UInt8($0 % 10) })

    func weights(_ kernels: KernelBuild) throws -> [[Tensor]] {
      var article = try Network(
        input: [1, 32, 32], seed: 1, parts: ArticleNet.layers(), kernels: kernels)
      var trainer = Trainer(batchSize: 35, optimizer: Adam(), seed: 1)
      try trainer.trainEpoch(&article, on: images)
      var patternNetwork = try Network(
        input: [1, 32, 32], seed: 1, parts: LeNet5.layers(), kernels: kernels)
      var patternTrainer = Trainer(
        DiagonalLevenbergMarquardt(estimationPatterns: 5), loss: RightPenalty(), seed: 1)
      try patternTrainer.trainEpoch(&patternNetwork, on: images)
      return [article, patternNetwork].map { network in
        network.parameterNames.map { network[$0] }
      }
    }
    let all = try vectorBuilds.map(weights)
    for other in all.dropFirst() { #expect(other == all[0]) }
  }
}
