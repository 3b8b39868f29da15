// Which class wins.
extension Network {
  /// Whether outputs are penalties, of which the smallest wins.
  public var smallestOutputWins: Bool {
    switch graph.nodes.last?.step {
    case .layer(let layer): layer.smallestOutputWins
    case .sum, .pooledConvolution, nil: false
    }
  }

  /// The class that wins, the first of equals.
  ///
  /// - Parameter outputs: the network's outputs for one image.
  public func winner(of outputs: some Collection<Float>) -> Int {
    let smallestWins = smallestOutputWins
    var best: (class: Int, output: Float)?
    for (index, output) in outputs.enumerated() {
      guard let previous = best else {
        best = (index, output)
        continue
      }
      if smallestWins ? output < previous.output : output > previous.output {
        best = (index, output)
      }
    }
    return best?.class ?? 0
  }

  /// The loss that an evaluation reports if none is given.
  public var standardLoss: any Loss {
    smallestOutputWins ? RightPenalty() : NegativeLogLikelihood()
  }

  /// Stops with a message if a loss would make large what should be small.
  func check(_ loss: any Loss) {
    guard loss.smallestOutputWins == smallestOutputWins else {
      fatalError(
        "\(type(of: loss)): expected a network in which the "
          + "\(loss.smallestOutputWins ? "smallest" : "largest") output wins, found one in which "
          + "the \(smallestOutputWins ? "smallest" : "largest") does")
    }
  }
}
