import Datasets
import Errors
import Files
import Foundation
import ModelFiles
import NeuralNet
import Testing
import Training

@Suite("Trained networks")
struct TrainedNetworkTests {
  private func write(_ network: Network, as name: String?) throws -> URL {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "w-\(UUID().uuidString).safetensors")
    let record = name.map {
      TrainingRecord(network: $0, seed: 4, dataSet: "none", epochs: 0).metadata
    }
    try network.save(to: file, metadata: record ?? [:])
    return file
  }

  @Test("are what their file says", arguments: TrainingRecipe.published)
  func load(recipe: TrainingRecipe) throws {
    let network = try recipe.network(seed: 9)
    let file = try write(network, as: recipe.name)
    defer { try? FileManager.default.removeItem(at: file) }
    let trained = try TrainedNetwork(contentsOf: InputFile(file))
    #expect(trained.recipe.name == recipe.name)
    #expect(trained.network.namedParameters == network.namedParameters)
    #expect(trained.record.seed == 4)
    let test = try Digits.sample().test[0..<20]
    let evaluation = network.evaluate(on: recipe.images(test))
    for index in 0..<20 {
      let prediction = try trained.prediction(for: test.image(at: index))
      #expect(prediction.ranking[0] == evaluation.predictions[index])
      #expect(prediction.ranking.sorted() == Array(0..<10))
      #expect(prediction.arePenalties == recipe.loss.smallestOutputWins)
    }
  }

  @Test(
    "of a network that nobody knows, or of another one, are refused",
    arguments: [
      (nil, "__metadata__: network: expected the name of a network, found none"),
      (
        "resnet",
        "__metadata__: network: expected article, article-improved, "
          + "article-few-digits, lenet5, lenet5-distorted, found resnet"
      ),
      ("lenet5", "c1.bias: expected only parameters of the network, found another one"),
    ] as [(String?, String)])
  func refuse(name: String?, message: String) throws {
    let file = try write(TrainingRecipe.article.network(seed: 1), as: name)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: InputError.self) { try TrainedNetwork(contentsOf: InputFile(file)) }
    #expect(error?.description == "\(file.path): \(message)")
  }

  @Test("with numbers that are not finite are refused", arguments: [Float.nan, .infinity])
  func notFinite(number: Float) throws {
    var network = try TrainingRecipe.lenet1998.network(seed: 1)
    network["C5.bias"].scalars[3] = number
    let file = try write(network, as: "lenet5")
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: InputError.self) {
      try TrainedNetwork(contentsOf: InputFile(file))
    }
    #expect(
      error?.description
        == "\(file.path): C5.bias: expected finite numbers, found \(number.isNaN ? "nan" : "inf"); "
        + "train the network anew, with a smaller learning rate")
  }

  @Test("with weights that are too large have no answers")
  func tooLarge() throws {
    var network = try TrainingRecipe.article.network(seed: 1)
    for name in ["c1.weight", "c2a.weight", "c3.weight", "f4.weight"] {
      network[name] = Tensor(repeating: 1e38, shape: network[name].shape)
    }
    let file = try write(network, as: "article")
    defer { try? FileManager.default.removeItem(at: file) }
    let trained = try TrainedNetwork(contentsOf: InputFile(file))
    let test = try Digits.sample().test[0..<20]
    #expect(throws: InputError.self) { try trained.prediction(for: test.image(at: 0)) }
    #expect(throws: InputError.self) { try trained.evaluation(on: test) }
  }

  @Test("answer in words")
  func words() throws {
    let scores: [Float] = [0.1, 0.5, 0.05, 0.05, 0.06, 0.04, 0.1, 0.05, 0.03, 0.02]
    let article = Prediction(
      try TrainingRecipe.article.network(seed: 1), outputs: scores.map { Float(log(Double($0))) })
    #expect(article.summary == "1 (50.00 %), runner-up 0 (10.00 %)")
    #expect(article.scores.hasPrefix("0: 10.00 %, 1: 50.00 %, 2: 5.00 %"))
    let lenet5 = Prediction(
      try TrainingRecipe.lenet1998.network(seed: 1),
      outputs: [80, 70, 60, 50, 40, 30.04, 20, 10, 45, 90])
    #expect(lenet5.summary == "7 (penalty 10.0), runner-up 6 (penalty 20.0)")
    #expect(lenet5.scores.contains("5: penalty 30.0, 6: penalty 20.0"))
  }
}
