import CairoRenderer
import CellRecords
public import Figures
import Foundation

/// Puts a figure on the page.
public func show(_ figure: some Figure) {
  let recorder = Recorder.current
  guard let plan = recorder.plan else { return print(figure.altText) }
  let cell = plan.cellNames[Position.cell]
  let stem = "\(cell)-\(Position.nextFigure())"
  let drawing = figure.drawing()
  do {
    let variants = try PNGRenderer().variants(
      of: drawing, texts: [("Title", cell), ("Source", plan.cellSources[Position.cell])])
    let files = FigureOutput.Files(
      light1x: stem + ".light.png", light2x: stem + ".light@2x.png",
      dark1x: stem + ".dark.png", dark2x: stem + ".dark@2x.png")
    let folder = URL(fileURLWithPath: plan.figureFolder, isDirectory: true)
    for (name, bytes) in [
      (files.light1x, variants.light1x), (files.light2x, variants.light2x),
      (files.dark1x, variants.dark1x), (files.dark2x, variants.dark2x),
    ] {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    let output = FigureOutput(
      files: files, width: variants.width, height: variants.height, altText: figure.altText,
      data: figure.dataTable.map(TableOutput.init))
    recorder.record(.showed(.figure(output), textOffset: recorder.textOffset))
  } catch {
    fatalError("show: cannot draw the figure: \(error)")
  }
}

/// Puts a table on the page.
public func show(_ table: DataTable) {
  let recorder = Recorder.current
  guard recorder.plan != nil else {
    for row in [table.columns.map(\.title)] + table.rows { print(row.joined(separator: "\t")) }
    return
  }
  recorder.record(.showed(.table(TableOutput(table)), textOffset: recorder.textOffset))
}

/// Tells readers which data made the results on this page.
public func usesData(_ description: String) {
  Recorder.current.record(.usedData(description))
}

/// Tells whoever waits for the build how far a long cell has come.
///
/// - Parameters:
///   - fraction: The share of the work that is done, from 0 to 1.
///   - message: What the work is at, such as `epoch 3, loss 0.021`.
public func progress(_ fraction: Double, _ message: String) {
  Recorder.current.record(.progressed(fraction: fraction, message: message))
}

extension TableOutput {
  init(_ table: DataTable) {
    self.init(
      columns: table.columns.map(\.title), rows: table.rows,
      isNumeric: table.columns.map(\.isNumeric), hasTotal: table.hasTotal)
  }
}
