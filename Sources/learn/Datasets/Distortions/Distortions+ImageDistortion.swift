public import NeuralNet

/// Lets a `Trainer` distort each image anew in each pass.
extension Distortions: ImageDistortion {}
