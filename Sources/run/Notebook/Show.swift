import BookRecords
import CairoRenderer
import Errors
public import Figures
import Files
import Foundation

/// Puts a figure on the page.
public func show(_ figure: some Figure) {
  let recorder = Recorder.current
  guard let plan = recorder.plan else { return print(figure.altText) }
  let cell = plan.cells[Position.cell]
  let stem = "\(cell.name)-\(Position.nextFigure())"
  let drawing = figure.drawing()
  do {
    let variants = try InputFiles.unobserved {
      try PNGRenderer().variants(
        of: drawing, texts: [("Title", cell.name), ("Source", cell.source)])
    }
    let files = FigureOutput.Files(
      light1x: stem + ".light.png", light2x: stem + ".light@2x.png",
      dark1x: stem + ".dark.png", dark2x: stem + ".dark@2x.png")
    let folder = URL(fileURLWithPath: plan.figureFolder, isDirectory: true)
    for (name, bytes) in [
      (files.light1x, variants.light1x), (files.light2x, variants.light2x),
      (files.dark1x, variants.dark1x), (files.dark2x, variants.dark2x),
    ] {
      let file = folder.appendingPathComponent(name)
      do {
        try Data(bytes).write(to: file)
      } catch {
        throw InputError(error, place: file.path, expected: "a file that can be written")
      }
    }
    let output = FigureOutput(
      files: files, width: variants.width, height: variants.height, altText: figure.altText,
      data: figure.dataTable.map(TableOutput.init))
    recorder.record(.figure(output), orPrint: figure.altText)
  } catch {
    fatalError("show: cannot draw the figure: \(error)")
  }
}

/// Tells readers which data made the results on this page.
public func usesData(_ description: String) {
  Position.use(data: description)
  Recorder.current.record(.usedData(description))
}

/// Tells whoever waits for the build how far a long cell has come.
///
/// - Parameters:
///   - fraction: The share of the work that is done, from 0 to 1.
///   - message: What the work is at, such as `epoch 3, loss 0.021`.
public func progress(_ fraction: Double, _ message: String) {
  let fraction = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
  Recorder.current.record(.progressed(fraction: fraction, message: message))
}

/// Puts text on the page as a paragraph of its own.
public func show(_ text: String) {
  Recorder.current.record(.paragraph(text), orPrint: text)
}

/// Puts mathematics on the page, on a line of its own.
///
/// - Parameter tex: The formula in TeX's language, such as `x^2`.
public func show(tex: String) {
  Recorder.current.record(.formula(tex), orPrint: tex)
}
