import Errors
import NeuralNet

extension TrainingRecipe {
  /// The article's: digits stretched to 32x32, Adam, batches of 256, 15 passes.
  public static let article = TrainingRecipe(
    name: "article", fit: .resized, pixelRange: .unit, epochs: 15,
    method: .batches(size: 256, Adam(learningRate: 2e-3)), loss: NegativeLogLikelihood(),
    network: articleNetwork)

  /// The article's network, trained better: digits padded as in the paper, each distorted a little
  /// and anew in each pass, and a learning rate that rises and falls.
  public static let articleImproved = TrainingRecipe(
    name: "article-improved", fit: .padded, pixelRange: .unit, epochs: 15,
    method: .batches(size: 256, Adam()), loss: NegativeLogLikelihood(),
    schedule: .oneCycle(peak: 4e-3, epochs: 15), distortions: .gentle, network: articleNetwork)

  /// The article's network on a few thousand digits: more passes and smaller batches, so that
  /// there are enough steps.
  public static let articleFewDigits = TrainingRecipe(
    name: "article-few-digits", fit: .padded, pixelRange: .unit, epochs: 60,
    method: .batches(size: 64, Adam()), loss: NegativeLogLikelihood(),
    schedule: .oneCycle(peak: 4e-3, epochs: 60), distortions: .gentle, network: articleNetwork)

  /// LeNet-5 without distortions, with the paper's loss (equation 8), on one digit at a time.
  ///
  /// The paper's recipe taken literally does not learn, and where it departs from it the recipe
  /// was chosen on held-out digits: first weights are drawn from ±1/sqrt(fan-in), not
  /// ±2.4/fan-in; subsampling begins as the average; the estimate of second derivatives runs
  /// during a pass; mu is 0.1, not 0.02; and the learning rate falls by the same factor in equal
  /// times, not in five steps, from the paper's first value to its last.
  public static let lenet1998 = TrainingRecipe(
    name: "lenet5", fit: .padded, pixelRange: .lenet1998, epochs: 20,
    method: .patterns(DiagonalLevenbergMarquardt(mu: 0.1, running: .everyTenthPattern)),
    loss: RightPenalty(), schedule: .exponential(from: 5e-4, to: 1e-5, epochs: 20)
  ) { seed throws(InputError) in
    try LeNet5.network(initialization: .averaging, seed: seed)
  }

  /// LeNet-5 with distortions, and a larger mu.
  public static let lenet1998Distorted = TrainingRecipe(
    name: "lenet5-distorted", fit: .padded, pixelRange: .lenet1998, epochs: 20,
    method: .patterns(DiagonalLevenbergMarquardt(mu: 0.5, running: .everyTenthPattern)),
    loss: RightPenalty(), schedule: .exponential(from: 5e-4, to: 1e-5, epochs: 20),
    distortions: .gentle
  ) { seed throws(InputError) in
    try LeNet5.network(initialization: .averaging, seed: seed)
  }

  /// All of these, in the order in which the book meets them.
  public static let published = [
    article, articleImproved, articleFewDigits, lenet1998, lenet1998Distorted,
  ]

  @Sendable private static func articleNetwork(seed: UInt64) throws(InputError) -> Network {
    try ArticleNet.network(seed: seed)
  }
}
