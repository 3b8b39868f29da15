/// Images of one size with the class of each: what a network learns from and is tested on.
///
/// Bytes stay bytes, a quarter of the memory of floats, until a batch needs them; `pixelRange`
/// says what black and white become.
///
/// ```swift
/// let digits = LabeledImages(
///   imageShape: [1, 32, 32], pixels: bytes, pixelRange: 0...1, labels: labels, classes: 10)
/// let (images, labels) = (digits.images(at: [0, 1]), digits.labels[0...1])
/// ```
public struct LabeledImages: Sendable, Hashable {
  /// `[maps, height, width]` of each image.
  public let imageShape: [Int]
  /// The class of each image.
  public let labels: [UInt8]
  /// How many classes there are, whether or not each occurs.
  public let classes: Int
  private let pixels: Pixels

  private enum Pixels: Sendable, Hashable {
    case bytes([UInt8], range: ClosedRange<Float>)
    case floats([Float])
  }

  /// Images whose pixels are bytes, read as `lower + (upper - lower) * byte / 255`.
  ///
  /// - Parameters:
  ///   - imageShape: `[maps, height, width]`.
  ///   - pixels: image after image, row-major.
  ///   - pixelRange: what byte 0 and byte 255 become; `-0.1...1.175` in LeCun et al. (1998).
  /// - Precondition: as many pixels as images need, and each label is below `classes`.
  public init(
    imageShape: [Int], pixels: [UInt8], pixelRange: ClosedRange<Float> = 0...1, labels: [UInt8],
    classes: Int = 10
  ) {
    self.init(
      imageShape: imageShape, storage: .bytes(pixels, range: pixelRange), pixels: pixels.count,
      labels: labels, classes: classes)
  }

  /// Images whose pixels are floats already.
  ///
  /// - Shapes: `images` `[count, maps, height, width]`.
  /// - Precondition: as many labels as images, and each label is below `classes`.
  public init(images: Tensor, labels: [UInt8], classes: Int = 10) {
    self.init(
      imageShape: Array(images.shape.dropFirst()), storage: .floats(images.scalars),
      pixels: images.count, labels: labels, classes: classes)
  }

  private init(imageShape: [Int], storage: Pixels, pixels: Int, labels: [UInt8], classes: Int) {
    guard pixels == labels.count * imageShape.reduce(1, *) else {
      fatalError(
        "LabeledImages: \(labels.count) labels and shape \(imageShape) need "
          + "\(labels.count * imageShape.reduce(1, *)) pixels, found \(pixels)")
    }
    if let label = labels.first(where: { $0 >= classes }) {
      fatalError("LabeledImages: expected labels below \(classes), found \(label)")
    }
    self.imageShape = imageShape
    self.labels = labels
    self.classes = classes
    self.pixels = storage
  }

  public var count: Int { labels.count }

  /// What lies around an image: what byte 0 becomes, and 0 where pixels are floats already.
  public var background: Float {
    switch pixels {
    case .bytes(_, let range): range.lowerBound
    case .floats: 0
    }
  }

  /// How many pixels one image has.
  public var pixelsPerImage: Int { imageShape.reduce(1, *) }

  /// The images at some indexes as one batch.
  ///
  /// - Shapes: the result is `[indexes.count, maps, height, width]`.
  public func images(at indexes: some Collection<Int>) -> Tensor {
    var scalars: [Float] = []
    scalars.reserveCapacity(indexes.count * pixelsPerImage)
    let (scale, offset) = scaleAndOffset
    for index in indexes {
      switch pixels {
      case .bytes: scalars += bytes(of: index).lazy.map { offset + scale * Float($0) }
      case .floats(let floats): scalars += floats[pixelIndexes(of: index)]
      }
    }
    return Tensor(shape: [indexes.count] + imageShape, scalars: scalars)
  }

  /// A smaller set: the images at some indexes, in that order.
  public func selecting(_ indexes: some Collection<Int>) -> LabeledImages {
    let storage: Pixels
    switch pixels {
    case .bytes(let bytes, let range):
      storage = .bytes(indexes.flatMap { bytes[pixelIndexes(of: $0)] }, range: range)
    case .floats(let floats):
      storage = .floats(indexes.flatMap { floats[pixelIndexes(of: $0)] })
    }
    return LabeledImages(
      imageShape: imageShape, storage: storage, pixels: indexes.count * pixelsPerImage,
      labels: indexes.map { labels[$0] }, classes: classes)
  }

  /// Whether pixels are bytes.
  var areBytes: Bool {
    switch pixels {
    case .bytes: true
    case .floats: false
    }
  }

  /// One image's bytes.
  ///
  /// - Precondition: pixels are bytes.
  func bytes(of index: Int) -> ArraySlice<UInt8> {
    guard case .bytes(let bytes, _) = pixels else { return [] }
    return bytes[pixelIndexes(of: index)]
  }

  /// What a byte is multiplied by, and what is then added, to make a pixel of it.
  var scaleAndOffset: (scale: Float, offset: Float) {
    switch pixels {
    case .bytes(_, let range): ((range.upperBound - range.lowerBound) / 255, range.lowerBound)
    case .floats: (1, 0)
    }
  }

  private func pixelIndexes(of index: Int) -> Range<Int> {
    guard labels.indices.contains(index) else {
      fatalError("LabeledImages: expected an index below \(count), found \(index)")
    }
    return index * pixelsPerImage..<(index + 1) * pixelsPerImage
  }
}
