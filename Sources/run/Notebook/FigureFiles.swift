import BookRecords
import CairoRenderer
import Errors
import Figures
import Files
import Foundation

/// The files of the figure that a cell shows next.
struct FigureFiles {
  private let cell: CellPlan.Cell
  /// What the files' names begin with.
  private let stem: String
  private let folder: URL
  private let wanted: [FigureForm]

  init(_ plan: CellPlan) {
    cell = plan.cells[Position.cell]
    stem = "\(cell.name)-\(Position.nextFigure())"
    folder = URL(fileURLWithPath: plan.figureFolder, isDirectory: true)
    wanted = plan.figureForms
  }

  /// What is noted inside of PNG files.
  var texts: [PNGRenderer.EmbeddedText] { [("Title", cell.name), ("Source", cell.source)] }

  /// Writes the four files of a picture.
  func picture(_ variants: PNGVariants, suffix: String) throws(InputError) -> FigureOutput.Picture {
    let stem = stem + suffix
    let files = FigureOutput.Files(
      light1x: stem + ".light.png", light2x: stem + ".light@2x.png",
      dark1x: stem + ".dark.png", dark2x: stem + ".dark@2x.png")
    try write(variants.light1x, to: files.light1x)
    try write(variants.light2x, to: files.light2x)
    try write(variants.dark1x, to: files.dark1x)
    try write(variants.dark2x, to: files.dark2x)
    return FigureOutput.Picture(files: files, width: variants.width, height: variants.height)
  }

  /// Writes the forms that are wanted besides PNG.
  func forms(of drawing: Drawing, altText: String) throws(InputError) -> [FigureOutput.FormFile] {
    var forms: [FigureOutput.FormFile] = []
    for form in wanted {
      let file = FigureOutput.FormFile(form, name: "\(stem).\(form.rawValue)")
      let bytes =
        switch form {
        case .svg: try SVGRenderer().svg(drawing, description: altText)
        case .pdf: try PDFRenderer().pdf(drawing)
        }
      try write(bytes, to: file.name)
      forms.append(file)
    }
    return forms
  }

  private func write(_ bytes: [UInt8], to name: String) throws(InputError) {
    let file = folder.appendingPathComponent(name)
    do {
      try Data(bytes).write(to: file)
    } catch {
      throw InputError(error, place: file.path, expected: "a file that can be written")
    }
  }
}
