extension Network {
  /// The mean loss of a batch, and how it changes with each parameter.
  ///
  /// - Parameters:
  ///   - labels: the right class of each image.
  ///   - loss: ``standardLoss`` if there is none.
  ///   - threads: changes the time, never a bit of the result.
  /// - Shapes: `images` `[batch, maps, height, width]`; each gradient has its parameter's shape.
  /// - Precondition: the images have the network's input shape, there is a label for each, and
  ///   each label is one of the network's classes.
  public func gradients(
    images: Tensor, labels: [Int], loss: (any Loss)? = nil, threads: Int = defaultThreadCount()
  ) -> (loss: Double, gradients: [String: Tensor]) {
    let loss = loss ?? standardLoss
    checkBatch(images, labels, loss)
    let engine = Engine(self, as: .batches, threads: threads)
    let total = engine.gradients(patterns: labels.count, loss: loss) { memory, range in
      memory.setInput(images, range)
      return labels[range]
    }
    engine.update(patterns: labels.count, by: nil)
    return (
      total / Double(max(labels.count, 1)),
      Dictionary(uniqueKeysWithValues: zip(parameterNames, engine.currentGradients))
    )
  }

  /// How the mean loss of a batch changes with each pixel.
  ///
  /// - Parameters:
  ///   - labels: the right class of each image.
  ///   - loss: ``standardLoss`` if there is none.
  /// - Shapes: `images` and the result `[batch, maps, height, width]`.
  /// - Precondition: as for ``gradients(images:labels:loss:threads:)``.
  public func imageGradient(
    images: Tensor, labels: [Int], loss: (any Loss)? = nil,
    threads: Int = defaultThreadCount()
  ) -> Tensor {
    let loss = loss ?? standardLoss
    checkBatch(images, labels, loss)
    return Engine(self, as: .batches, threads: threads)
      .imageGradient(images, labels: labels, loss: loss)
  }

  /// The Gauss-Newton estimate of the second derivative of the mean loss of a batch with respect
  /// to each parameter, by which ``DiagonalLevenbergMarquardt`` sets its rates.
  ///
  /// - Parameters:
  ///   - labels: the right class of each image.
  ///   - loss: ``standardLoss`` if there is none.
  /// - Shapes: `images` `[batch, maps, height, width]`; each result has its parameter's shape.
  /// - Precondition: as for ``gradients(images:labels:loss:threads:)``.
  public func curvatures(
    images: Tensor, labels: [Int], loss: (any Loss)? = nil
  ) -> [String: Tensor] {
    let loss = loss ?? standardLoss
    checkBatch(images, labels, loss)
    var descent = PatternDescent(self, loss: loss)
    for (pattern, label) in labels.enumerated() {
      _ = descent.run(label: label) { $0.setInput(images, pattern..<pattern + 1) }
      descent.estimateCurvatures(weight: 1 / Float(pattern + 1))
    }
    return Dictionary(uniqueKeysWithValues: zip(parameterNames, descent.estimatedCurvatures))
  }

  private func checkBatch(_ images: Tensor, _ labels: [Int], _ loss: any Loss) {
    graph.checkImages(images)
    check(loss)
    let classes = outputShape.reduce(1, *)
    guard labels.count == images.shape[0], labels.allSatisfy({ (0..<classes).contains($0) })
    else {
      fatalError(
        "gradients: expected \(images.shape[0]) labels below \(classes), found \(labels)")
    }
  }
}
