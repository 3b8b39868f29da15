/// How well a network does on images that it did not learn from.
public struct Evaluation: Sendable, Hashable, Codable {
  /// One image that the network took for something else.
  public struct Mistake: Sendable, Hashable, Codable {
    /// The image's place in the data set.
    public var index: Int
    public var label: Int
    public var predicted: Int
    /// The network's output for the image, one number for each class.
    public var scores: [Float]

    public init(index: Int, label: Int, predicted: Int, scores: [Float]) {
      self.index = index
      self.label = label
      self.predicted = predicted
      self.scores = scores
    }
  }

  /// The mean of the losses of all images.
  public var meanLoss: Double
  /// The class that won for each image.
  public var predictions: [Int]
  /// `confusion[label][predicted]` counts images.
  public var confusion: [[Int]]
  public var mistakes: [Mistake]

  public init(
    meanLoss: Double, predictions: [Int], confusion: [[Int]], mistakes: [Mistake]
  ) {
    self.meanLoss = meanLoss
    self.predictions = predictions
    self.confusion = confusion
    self.mistakes = mistakes
  }

  public var count: Int { predictions.count }
  public var correct: Int { count - mistakes.count }
  /// The share of images that were recognised, from 0 to 1; 0 if there are none.
  public var accuracy: Double { count == 0 ? 0 : Double(correct) / Double(count) }
}

extension Network {
  /// Runs the network over a data set and compares with its labels.
  ///
  /// - Parameters:
  ///   - loss: whose mean is reported; ``standardLoss`` if there is none.
  ///   - threads: changes the time, never a bit of the result.
  /// - Precondition: the images have the network's input shape, and the network has an output
  ///   for each of their classes.
  public func evaluate(
    on images: LabeledImages, loss: (any Loss)? = nil,
    threads: Int = defaultThreadCount()
  ) -> Evaluation {
    let classes = outputShape.reduce(1, *)
    guard images.imageShape == inputShape, images.classes <= classes else {
      fatalError(
        "evaluate: expected images \(inputShape) of at most \(classes) classes, "
          + "found \(images.imageShape) of \(images.classes)")
    }
    let loss = loss ?? standardLoss
    check(loss)
    let order = Array(0..<images.count)
    let labels = images.labels.map(Int.init)
    let results = ShardResults<(loss: Double, scores: [Float])>()
    Engine(self, as: .batches, threads: threads).forward(patterns: images.count) { memory, range in
      memory.setInput(images, at: order[range], distorted: nil)
    } consume: { memory, shard, range in
      let scores = memory.output(patterns: range.count)
      let total = loss.evaluate(outputs: scores, labels: labels[range], scale: 1).total
      results[shard] = (total, scores)
    }

    let total = results.inOrder.reduce(0) { $0 + $1.loss }
    let scores = results.inOrder.flatMap(\.scores)
    var evaluation = Evaluation(
      meanLoss: images.count == 0 ? 0 : total / Double(images.count), predictions: [],
      confusion: [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes),
      mistakes: [])
    for (index, label) in labels.enumerated() {
      let row = scores[index * classes..<(index + 1) * classes]
      let predicted = winner(of: row)
      evaluation.predictions.append(predicted)
      evaluation.confusion[label][predicted] += 1
      if predicted != label {
        evaluation.mistakes.append(
          Evaluation.Mistake(
            index: index, label: label, predicted: predicted, scores: Array(row)))
      }
    }
    return evaluation
  }
}
