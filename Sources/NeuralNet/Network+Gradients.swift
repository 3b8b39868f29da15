extension Network {
  /// The mean loss of a batch, and how it changes with each parameter.
  ///
  /// - Parameters:
  ///   - labels: the right class of each image.
  ///   - threads: changes the time, never a bit of the result.
  /// - Shapes: `images` `[batch, maps, height, width]`; each gradient has its parameter's shape.
  /// - Precondition: the images have the network's input shape, there is a label for each, and
  ///   each label is one of the network's classes.
  public func gradients(
    images: Tensor, labels: [Int], loss: any Loss = NegativeLogLikelihood(),
    threads: Int = defaultThreadCount()
  ) -> (loss: Double, gradients: [String: Tensor]) {
    graph.checkImages(images)
    let classes = outputShape.reduce(1, *)
    guard labels.count == images.shape[0], labels.allSatisfy({ (0..<classes).contains($0) })
    else {
      fatalError(
        "gradients: expected \(images.shape[0]) labels below \(classes), found \(labels)")
    }
    let executor = Executor(self, threads: threads)
    let (total, gradients) = executor.gradients(patterns: labels.count, loss: loss) {
      workspace, range in
      workspace.setInput(images.scalars, first: range.lowerBound, patterns: range.count)
      return labels[range]
    }
    return (
      total / Double(max(labels.count, 1)),
      Dictionary(uniqueKeysWithValues: zip(parameterNames, gradients))
    )
  }
}
