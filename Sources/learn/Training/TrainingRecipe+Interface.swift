public import Datasets
public import ModelFiles
import NeuralNet

// What goes into a network and what comes out, for those who run it elsewhere.
extension TrainingRecipe {
  /// What a digit becomes before the network sees it.
  public var inputDescription: String {
    let fitted =
      switch fit {
      case .padded: "padded by 2 pixels of background on each side, not stretched"
      case .resized: "stretched from 28x28 by bilinear interpolation, not padded"
      }
    return "a digit in MNIST's form (28x28, light ink on black), \(fitted); background is "
      + "\(pixelRange.lowerBound), the strongest ink \(pixelRange.upperBound)"
  }

  /// What the network says of each digit.
  public var outputDescription: String {
    loss.smallestOutputWins
      ? "one penalty for each digit from 0 to 9; the smallest wins"
      : "the logarithm of the probability of each digit from 0 to 9; the largest wins"
  }

  /// The same for files in the ONNX format.
  public var documentation: ONNXModel.Documentation {
    ONNXModel.Documentation(
      model: "Recognises handwritten digits. Input: \(inputDescription). "
        + "Output: \(outputDescription).",
      input: inputDescription, output: outputDescription)
  }
}
