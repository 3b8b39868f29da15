import Datasets
import NeuralNet
import Testing

@Suite("Training recipes")
struct TrainingRecipeTests {
  @Test("Every recipe trains the network that it makes", arguments: TrainingRecipe.published)
  func trains(recipe: TrainingRecipe) throws {
    let digits = try Digits.sample()
    var network = try recipe.network(seed: 1)
    var trainer = recipe.trainer(seed: 1, threads: 1)
    let images = recipe.images(digits.training).selecting(0..<2_000)
    let test = recipe.images(digits.test)
    let before = network.evaluate(on: test, loss: recipe.loss, threads: 1)
    var losses: [Double] = []
    try trainer.train(&network, on: images, epochs: 2) { losses.append($0.loss) }
    let after = network.evaluate(on: test, loss: recipe.loss, threads: 1)
    // Two passes are the slow start of some recipes.
    #expect(after.accuracy > before.accuracy)
    #expect(after.meanLoss < 0.97 * before.meanLoss)
    switch recipe.method {
    case .batches(let size, _): #expect(losses.count == 2 * ((2_000 + size - 1) / size))
    case .patterns: #expect(losses.count == 4_000)
    }
  }

  @Test("Recipes have names of their own, and the article's is the article's")
  func names() {
    #expect(
      TrainingRecipe.published.map(\.name) == [
        "article", "article-improved", "article-few-digits", "lenet5", "lenet5-distorted",
      ])
    let article = TrainingRecipe.article
    #expect(article.epochs == 15 && article.fit == .resized && article.pixelRange == 0...1)
    #expect(article.schedule == nil && article.distortions == nil)
    #expect(TrainingRecipe.lenet1998.trainer(seed: 1).learningRate == 5e-4)
    #expect(TrainingRecipe.article.trainer(seed: 1).learningRate == 2e-3)
  }
}
