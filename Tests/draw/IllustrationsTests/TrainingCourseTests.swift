import FigureTesting
import Figures
import Illustrations
import NeuralNet
import Testing

@Suite("The course of training")
struct TrainingCourseTests {
  @Test("Errors by pass beside the paper's", arguments: [0, 1, 20, 300], [false, true])
  func byPass(passes: Int, showsPaper: Bool) {
    let errors = (0..<passes).map { 0.02 / Double($0 + 1) }
    expectSound(ErrorByPass(test: errors, training: errors, showsPaper: showsPaper))
    expectSound(ErrorByPass(test: errors, showsPaper: showsPaper))
    expectSound(ErrorByPass(test: [.nan, .infinity], showsPaper: showsPaper))
  }

  @Test("Errors by pass in words and numbers")
  func byPassWords() throws {
    let figure = ErrorByPass(test: [0.03, 0.0125], training: [0.05, 0.01])
    #expect(
      figure.altText
        == "Error by pass. The test error goes from 3 % after pass 1 to 1.25 % after "
        + "pass 2. The training error goes from 5 % after pass 1 to 1 % after pass 2. "
        + "In the paper the test error falls from 2.64 % to 0.95 %, the training error from 4.88 % to "
        + "0.35 %.")
    let table = try #require(figure.dataTable)
    #expect(table.rows.count == 20)
    #expect(table.rows[1] == ["2", "2.230", "3.040", "1.250", "1"])
  }

  @Test("The paper's numbers are those of the paper")
  func paper() {
    #expect(PaperResults.testErrors.count == 20 && PaperResults.trainingErrors.count == 20)
    #expect(PaperResults.testErrors.last == 0.95 && PaperResults.trainingErrors.last == 0.35)
    #expect(PaperResults.testErrorsBySize.map(\.error) == [1.68, 1.14, 0.94])
  }

  @Test("Errors by the number of digits")
  func bySize() throws {
    let figure = ErrorByTrainingSize(
      [(60_000, [0.0091, 0.0093]), (4_000, [0.034]), (15_000, [])], title: "By size")
    expectSound(figure)
    #expect(
      figure.altText == "By size. With 4,000 digits 3.4 % are misread, with 60,000 0.92 %. In the "
        + "paper: 15,000 digits 1.68 %, 30,000 digits 1.14 %, 60,000 digits 0.94 %.")
    #expect(
      figure.dataTable?.rows == [
        ["4,000", "3.40", ""], ["15,000", "", "1.68"], ["30,000", "", "1.14"],
        ["60,000", "0.92", "0.94"],
      ])
    expectSound(ErrorByTrainingSize([]))
    expectSound(ErrorByTrainingSize([], showsPaper: false))
    expectSound(ErrorByTrainingSize([(1, [.nan]), (2, [0])], showsPaper: false))
  }

  @Test("The steps of every network's weights", arguments: ChangedNetwork.allCases)
  func steps(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    let curvatures = network.curvatures(images: .digits(2), labels: [3, 4])
    let figure = StepSizes(network, curvatures: curvatures, rule: DiagonalLevenbergMarquardt())
    expectSound(figure)
    // As many as there are to learn: what a table leaves out takes no step.
    #expect(figure.layers.map(\.steps.count).reduce(0, +) == network.parameterCount)
    #expect(figure.layers.flatMap(\.steps).allSatisfy { $0 > 0 && $0 <= figure.cap * 1.000_001 })
  }

  @Test("Steps in words, and steps that are none")
  func stepWords() throws {
    let figure = StepSizes([("C1", [0.01, 0.02, 0.025]), ("F6", [0.001])], cap: 0.025)
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "step-sizes")
    #expect(
      figure.altText
        == "The step of every weight. Steps are from 0.001 to 0.025 long; 25 % are within a tenth of "
        + "the cap, 0.025. C1 0.02, F6 0.001 are the medians of layers.")
    expectSound(StepSizes([], cap: 0.025))
    expectSound(StepSizes([("a", []), ("b", [.nan, .infinity, 0, -1])], cap: 0))
    expectSound(StepSizes([("a", [1e-30, 1e30])], cap: 1))
  }

  @Test("Weights and gradients of every network", arguments: ChangedNetwork.allCases)
  func weights(_ changed: ChangedNetwork) throws {
    let network = try changed.network()
    let gradients = network.gradients(images: .digits(2), labels: [3, 4]).gradients
    let figure = WeightHistograms(network, gradients: gradients)
    expectSound(figure)
    #expect(figure.layers.map(\.weights.count) == figure.layers.map(\.gradients.count))
    #expect(figure.layers.map(\.weights.count).reduce(0, +) <= network.parameterCount)
    expectSound(WeightHistograms(network))
  }

  @Test("Weights in words")
  func weightWords() throws {
    let figure = WeightHistograms([
      .init(name: "c1", weights: [-0.5, 0.5], gradients: [0.01, -0.01]),
      .init(name: "f2", weights: [0.1, -0.1, 0.1], gradients: [1e-4, 0, .nan]),
    ])
    expectSound(figure)
    try expectGolden(figure.drawing(), named: "weight-histograms")
    #expect(
      figure.altText == "The weights of each layer. Weights spread most in c1 and least in f2. "
        + "Root mean squares: c1 0.5, f2 0.1. Of gradients: c1 0.01, f2 7.1×10⁻⁵.")
    expectSound(WeightHistograms([]))
    expectSound(WeightHistograms([.init(name: "c1", weights: [.nan, .infinity])]))
  }

  @Test("Kernels pass by pass share one scale, as a sheet and as frames")
  func kernels() throws {
    let weights = (0..<3).map { pass in
      Tensor(shape: [2, 1, 2, 2], scalars: (0..<8).map { Float($0 - 4) * Float(pass) / 8 })
    }
    let figure = KernelsByPass(weights)
    expectSound(figure)
    #expect(
      figure.grid.cells.count == 6 && figure.grid.rowHeadings == ["pass 0", "pass 1", "pass 2"])
    #expect((0..<3).allSatisfy { figure.frame($0).range == figure.grid.range })
    #expect(
      figure.altText
        == "Kernels pass by pass. From pass 0 to pass 2 the greatest weight goes from 0 "
        + "to 1, and no weight moves by more than 1. 2 kernels of 2 by 2 in 3 rows.")
    for index in 0..<3 { expectSound(figure.frame(index, width: 350)) }
    expectSound(figure.animation())
    #expect(figure.animation().film.frames.count == 3)
    expectSound(KernelsByPass([]))
    expectSound(KernelsByPass([Tensor(repeating: .nan, shape: [120, 16, 5, 5])]))
  }

  @Test("A loss curve grows upon the axes of the whole run", arguments: [false, true])
  func lossFrames(isLogarithmic: Bool) {
    let losses = (0..<40).map { 2 / Double($0 + 1) }
    let curve = LossPlot(losses: losses, batchesPerEpoch: 10, isLogarithmic: isLogarithmic)
    for batches in [-1, 0, 1, 20, 40, 99] {
      let frame = curve.frame(after: batches, width: 360)
      expectSound(frame)
      #expect(frame.x.range == 1...40)
      let drawn = frame.marks.compactMap { $0 as? SmoothedLine }.first?.series[0].y.count
      #expect(drawn == min(max(batches, 0), 40))
    }
    expectSound(curve.animation())
    #expect(curve.animation().labels == ["epoch 1", "epoch 2", "epoch 3", "epoch 4"])
    #expect(curve.frame(after: 20).y.range == curve.frame(after: 40).y.range)
    expectSound(LossPlot(losses: [Double](), batchesPerEpoch: 1).frame(after: 3))
  }
}
