import BookRecords
import CairoRenderer
import Errors
public import Figures
import Foundation

/// Puts a figure on the page.
public func show(_ figure: some Figure) {
  show(figure) { files throws(InputError) in
    try files.picture(
      PNGRenderer().variants(of: figure.drawing(), texts: files.texts), suffix: "")
  }
}

/// Puts an animation on the page; on paper, and for readers who ask for less motion, some of its
/// frames side by side.
public func show(_ animation: Animation) {
  show(animation, isMoving: true) { files throws(InputError) in
    try files.picture(
      PNGRenderer().variants(of: animation.film, texts: files.texts), suffix: "")
  }
}

/// - Parameter picture: writes the figure's PNG files.
private func show(
  _ figure: some Figure, isMoving: Bool = false,
  picture: (FigureFiles) throws(InputError) -> FigureOutput.Picture
) {
  let recorder = Recorder.current
  let altText = AltText.shortened(figure.altText)
  guard let plan = recorder.plan else { return print(altText) }
  let files = FigureFiles(plan)
  do {
    let drawing = figure.drawing()
    let output = try InputFiles.unobserved {
      FigureOutput(
        try picture(files),
        still: isMoving
          ? try files.picture(
            PNGRenderer().variants(of: drawing, texts: files.texts), suffix: ".still") : nil,
        forms: try files.forms(of: drawing, altText: altText), altText: altText,
        data: figure.dataTable.map(TableOutput.init),
        signsWithoutFont: drawing.signsWithoutFont.map(String.init))
    }
    recorder.record(.figure(output), orPrint: altText)
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
