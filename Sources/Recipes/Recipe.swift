public import Datasets
public import NeuralNet

/// A network of this book, with the form in which it takes digits.
public enum Recipe: String, Sendable, Hashable, Codable, CaseIterable {
  /// The network of the article: ReLU, max-pooling, two branches, log-softmax.
  case article
  /// LeNet-5 as it was published in 1998.
  case lenet5

  /// The network with fresh weights.
  ///
  /// - Throws: never for these architectures.
  public func network(seed: UInt64) throws(NetworkError) -> Network {
    switch self {
    case .article: try ArticleNet.network(seed: seed)
    // With the paper's range the first steps are too long; see the chapter on training it.
    case .lenet5: try LeNet5.network(initialization: .standard, seed: seed)
    }
  }

  /// How a 28x28 digit fills the 32x32 input.
  public var fit: ImageFit {
    switch self {
    case .article: .resized
    case .lenet5: .padded
    }
  }

  /// What background and ink become.
  public var pixelRange: ClosedRange<Float> {
    switch self {
    case .article: .unit
    case .lenet5: .lenet1998
    }
  }

  /// Digits as the network takes them.
  public func images(_ digits: DigitSet) -> LabeledImages {
    digits.labeledImages(fit, range: pixelRange)
  }

  /// A single digit as the network takes it.
  ///
  /// - Shapes: the result is `[1, 1, 32, 32]`.
  /// - Precondition: the digit is in MNIST's form, 28x28.
  public func image(_ digit: GrayImage) -> Tensor {
    images(DigitSet(pixels: digit.pixels, labels: [0])).images(at: [0])
  }
}
