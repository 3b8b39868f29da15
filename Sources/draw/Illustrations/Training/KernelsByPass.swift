public import Figures
public import NeuralNet

/// How kernels take shape in the course of training: a row for each pass, all on one scale.
public struct KernelsByPass: Figure {
  public var title: String
  /// The weights after each pass, `[maps out, maps in, height, width]`.
  public var weights: [Tensor]
  /// What each row is called, such as `pass 3`.
  public var labels: [String]
  public var maximumWidth: Points

  /// - Parameter labels: one for each of the weights; `pass 0` and so on, if `nil`.
  /// - Precondition: all weights have one shape of four dimensions.
  public init(
    _ weights: [Tensor], labels: [String]? = nil, title: String = "Kernels pass by pass",
    maximumWidth: Points = 720
  ) {
    let labels = labels ?? weights.indices.map { "pass \($0)" }
    guard labels.count == weights.count, Set(weights.map(\.shape)).count <= 1,
      weights.allSatisfy({ $0.shape.count == 4 && $0.count > 0 })
    else {
      fatalError(
        "KernelsByPass: expected weights [maps out, maps in, height, width] and a label for each, "
          + "got \(weights.map(\.shape)) and \(labels.count) labels")
    }
    self.title = title
    self.weights = weights
    self.labels = labels
    self.maximumWidth = max(maximumWidth, 240)
  }

  /// The most kernels in a row.
  private static let limit = 16

  private func planes(_ index: Int) -> [Plane] {
    let shape = weights[index].shape
    return (0..<shape[0]).flatMap { output in
      (0..<shape[1]).map { Plane(weights[index], output, $0) }
    }.prefix(Self.limit).map(\.self)
  }

  private var range: ClosedRange<Float> {
    LevelScale.signed(weights.indices.flatMap(planes)).range
  }

  private func cells(_ index: Int, numbered: Bool) -> [ImageGrid.Cell] {
    planes(index).enumerated().map { number, plane in
      ImageGrid.Cell(
        width: plane.width, height: plane.height, values: plane.values,
        below: numbered ? "\(number)" : "")
    }
  }

  /// The kernels after one of the passes, for an animation: all frames share their scale.
  public func frame(_ index: Int, width: Points = 720) -> ImageGrid {
    ImageGrid(
      title: "", cells: cells(index, numbered: true), scale: .diverging, range: range,
      showsScale: true, maximumWidth: width)
  }

  /// The kernels as they change, pass after pass.
  ///
  /// - Precondition: there is a pass.
  public func animation() -> Animation {
    Animation(title: title, labels: labels, maximumWidth: maximumWidth) { index, width in
      frame(index, width: width)
    }
  }

  public var grid: ImageGrid {
    let columns = weights.isEmpty ? 1 : planes(0).count
    return ImageGrid(
      title: title, cells: weights.indices.flatMap { cells($0, numbered: false) },
      scale: .diverging, range: range, columns: columns, rowHeadings: labels,
      columnHeadings: (0..<columns).map(String.init), columnTitle: "kernel", showsScale: true,
      cellSize: 48, maximumWidth: maximumWidth)
  }

  public func drawing() -> Drawing { grid.drawing() }

  public var altText: String {
    guard let first = weights.first, let last = weights.last else {
      return AltText.joined(title, "There are no passes")
    }
    func size(_ tensor: Tensor) -> Float {
      let finite = tensor.scalars.filter(\.isFinite)
      return finite.map(abs).max() ?? 0
    }
    let change = zip(first.scalars, last.scalars).map { abs($0 - $1) }.filter(\.isFinite).max() ?? 0
    return AltText.joined(
      title,
      "From \(labels[0]) to \(labels[labels.count - 1]) the greatest weight goes from "
        + "\(AltText.number(size(first))) to \(AltText.number(size(last))), and no weight moves by "
        + "more than \(AltText.number(change))",
      "\(planes(0).count) kernels of \(first.shape[3]) by \(first.shape[2]) in \(weights.count) rows"
    )
  }
}
