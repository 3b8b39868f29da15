import Figures
import Illustrations
import Testing

@Suite("Loss, accuracy, confusion")
struct TrainingFigureTests {
  @Test(
    "Loss plots of any length have no overlaps",
    arguments: [(0, 16), (1, 16), (10, 16), (80, 16), (3_525, 235), (5_000, 1)], [false, true])
  func lossLayout(run: (count: Int, batchesPerEpoch: Int), isLogarithmic: Bool) {
    let losses = (0..<run.count).map { 2.3 / Float(1 + $0) }
    for width in [360.0, 720] {
      let plot = LossPlot(
        losses: losses, batchesPerEpoch: run.batchesPerEpoch, isLogarithmic: isLogarithmic,
        width: width)
      #expect(plot.drawing().layoutProblems == [])
      #expect(plot.drawing().size.width == width)
    }
  }

  @Test("The loss's table has the mean of each epoch, the last one even if unfinished")
  func lossTable() throws {
    let plot = LossPlot(losses: [1, 2, 3, 4, 7], batchesPerEpoch: 2, label: "cross-entropy")
    let table = try #require(plot.dataTable)
    #expect(table.columns.map(\.title) == ["epoch", "mean cross-entropy"])
    #expect(table.rows == [["1", "1.50"], ["2", "3.50"], ["3", "7.00"]])
  }

  @Test("The loss's alt text tells how its mean goes")
  func lossAltText() {
    #expect(
      LossPlot(losses: [2.0, 2.0, 1.0, 2.0], batchesPerEpoch: 2).altText
        == "Loss of each batch. Plot of loss by batch. "
        + "running mean falls from 2 at 1 to 1.59 at 3, then rises to 1.73 at 4. "
        + "running mean: 4 points, lowest 1.59 at 3, highest 2 at 1.")
  }

  @Test("Accuracies are drawn in percent, with their table")
  func accuracy() throws {
    let plot = AccuracyPlot(test: [0.9, 0.985], training: [0.95, 0.99])
    #expect(plot.drawing().layoutProblems == [])
    let table = try #require(plot.dataTable)
    #expect(
      table.columns.map(\.title) == ["epoch", "test, accuracy (%)", "training, accuracy (%)"])
    #expect(table.rows == [["1", "90.00", "95"], ["2", "98.50", "99"]])
    #expect(plot.altText.hasPrefix("Accuracy after each epoch. Plot of accuracy (%) by epoch. "))
  }

  @Test("A confusion matrix counts right answers and names the most frequent mistakes")
  func confusion() throws {
    let figure = ConfusionMatrix(counts: [[980, 0, 2], [1, 1_134, 0], [5, 0, 1_000]])
    #expect(
      figure.altText == "What was taken for what. 3,114 of 3,122 right; "
        + "most often 2 taken for 0 5 times, 0 taken for 2 2 times, 1 taken for 0 once. "
        + "Table of 3 rows (true class) by 3 columns (answer).")
    let table = try #require(figure.dataTable)
    #expect(table.rows[0] == ["0", "980", "0", "2"])
    #expect(table.rows[1] == ["1", "1", "1,134", "0"])
  }

  @Test("Right answers and mistakes have different scales; zeros stay empty")
  func confusionColors() {
    let cells = ConfusionMatrix(counts: [[9, 1], [0, 10]]).heatmap.cells
    #expect(cells[0][0].scale != cells[0][1].scale)
    #expect(cells[0][0].level == 0.9 && cells[0][1].level == 1)
    #expect(cells[1][0] == Heatmap.Cell("", level: 0, scale: cells[0][1].scale))
  }

  @Test("Perfect and empty matrices", arguments: [[[3, 0], [0, 4]], [[0]], []])
  func confusionExtremes(counts: [[Int]]) {
    let figure = ConfusionMatrix(counts: counts)
    #expect(figure.drawing().layoutProblems == [])
    let total = counts.joined().reduce(0, +)
    #expect(figure.altText.contains(". \(total) of \(total) right. "))
  }
}
