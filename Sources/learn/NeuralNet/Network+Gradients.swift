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
    return Executor(self, threads: threads).imageGradient(images, labels: labels, loss: loss)
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
    let executor = PatternExecutor(self)
    for (pattern, label) in labels.enumerated() {
      _ = executor.run(label: label, loss: loss) { workspace in
        workspace.setInput(images.scalars, first: pattern, patterns: 1)
      }
      executor.estimateCurvatures(label: label, loss: loss, weight: 1 / Float(pattern + 1))
    }
    return Dictionary(uniqueKeysWithValues: zip(parameterNames, executor.estimatedCurvatures))
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
