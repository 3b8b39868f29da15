import BookModel
import BookRecords
import Foundation

/// Turns the figures that a cell showed into HTML, and notes their files.
struct FigureRenderer {
  private let page: PageSource

  init(of page: PageSource) {
    self.page = page
  }

  /// The figures that a cell showed in a row, under one caption, and their data. With captions of
  /// their own, they are the parts a, b and so on of the figure.
  ///
  /// - Parameter earlier: how many figures the cell showed before these.
  func html(
    _ figures: [FigureOutput], after earlier: Int, of cell: Cell, label: String?, caption: String,
    subcaptions: [[Inline]], into notes: inout PageNotes
  ) -> String {
    if !subcaptions.isEmpty, subcaptions.count != figures.count {
      notes.complain(
        "`\(cell.name)` has \(subcaptions.count) subcaptions but shows \(figures.count) "
          + "figure\(figures.count == 1 ? "" : "s") in a row", at: cell.position)
    }
    var pictures = ""
    for (index, figure) in figures.enumerated() {
      let name = fileName(of: cell, index: earlier + index)
      let picture = picture(figure, name: name, of: cell, into: &notes)
      guard let label, index < subcaptions.count else {
        pictures += picture
        continue
      }
      pictures += part(
        index, of: label, picture: picture, caption: subcaptions[index], into: &notes)
    }
    let data = figures.map(dataTable).joined()
    let parts = subcaptions.isEmpty ? pictures : "<div class=\"parts\">\n\(pictures)</div>\n"
    return "<figure\(HTML.id(label))>\n\(parts)\(caption)</figure>\n\(data)"
  }

  private func part(
    _ index: Int, of label: String, picture: String, caption: [Inline],
    into notes: inout PageNotes
  ) -> String {
    let letter = Array(LabelTarget.partLetters)[index]
    let caption = page.html(caption, into: &notes)
    return """
      <figure id="\(label)-\(letter)">
      \(picture)<figcaption><span class="number">(\(letter))</span> \(caption)</figcaption>
      </figure>

      """
  }

  /// The stable start of a figure's file names: a folder for the page, in it the cell's label or
  /// number, and a number from the second figure on.
  ///
  /// No label holds a dot or starts with a digit, so that no two figures share a name.
  private func fileName(of cell: Cell, index: Int) -> String {
    let name = cell.options.label ?? "\(cell.index + 1)"
    return "figures/\(page.chapter.slug)/\(name)" + (index == 0 ? "" : ".\(index + 1)")
  }

  /// A picture in both themes, of which the style sheet shows the one that fits, what else it can
  /// be had as, and the picture as large as the window.
  private func picture(
    _ figure: FigureOutput, name: String, of cell: Cell, into notes: inout PageNotes
  ) -> String {
    let altText = cell.options.alt ?? figure.altText
    if altText.isEmpty {
      notes.complain(
        "the figure of `\(cell.name)` has no alt text", at: cell.position,
        hints: ["say what it shows: `//| alt: …`"])
    }
    warn(ofSignsIn: figure, of: cell, into: &notes)
    let images = PageImages(of: figure, name: name, altText: altText, words: page.words)
    for (source, path) in images.files {
      notes.add(SiteAsset(source: page.run.figureFolder.appending(path: source), path: path))
    }
    return """
      <div class="picture scroll" tabindex="0" role="group" \
      aria-label="\(page.words.word(for: .figure))" \
      style="--width: \(Self.remWidth(of: figure.picture))">
      \(images.html)</div>
      \(images.more)
      """
  }

  private func warn(ofSignsIn figure: FigureOutput, of cell: Cell, into notes: inout PageNotes) {
    let signs = figure.signsWithoutFont
    guard !signs.isEmpty else { return }
    let named = signs.prefix(5).map { sign in
      let numbers = sign.unicodeScalars.map {
        "U+" + String($0.value, radix: 16, uppercase: true)
      }
      return "“\(sign)” (\(numbers.joined(separator: " ")))"
    }
    let rest = signs.count > named.count ? " and \(signs.count - named.count) more" : ""
    notes.warn(
      "the figure of `\(cell.name)` has boxes for signs that no font on this machine has: "
        + named.joined(separator: ", ") + rest, at: cell.position,
      hints: ["install a font that has them, and run the chapter anew after `book clean`"])
  }

  /// A figure's width on the page: one point is a twentieth of the text's size, so that the widest
  /// figures fill the column, pixel by pixel at the usual size.
  private static func remWidth(of picture: FigureOutput.Picture) -> String {
    "\(Double(picture.width) / 20)rem"
  }

  private func dataTable(of figure: FigureOutput) -> String {
    guard let data = figure.data else { return "" }
    return """
      <details class="data">
      <summary>\(page.words.dataOfFigure)</summary>
      \(HTML.scrolling(HTML.table(data), label: page.words.dataOfFigure))
      </details>

      """
  }
}
