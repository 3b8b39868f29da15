import BookModel
import BookRecords
import Foundation

extension ChapterRenderer {
  /// The figures that a cell showed in a row, under one caption, and their data. With captions of
  /// their own, they are the parts a, b and so on of the figure.
  mutating func figureGroup(
    _ figures: [FigureOutput], after earlier: Int, of cell: Cell, label: String?, caption: String,
    subcaptions: [[Inline]]
  ) -> String {
    if !subcaptions.isEmpty, subcaptions.count != figures.count {
      complain(
        "`\(cell.name)` has \(subcaptions.count) subcaptions but shows \(figures.count) "
          + "figure\(figures.count == 1 ? "" : "s") in a row", at: cell.position)
    }
    var pictures = ""
    for (index, figure) in figures.enumerated() {
      let picture = picture(figure, name: fileName(of: cell, index: earlier + index), of: cell)
      guard let label, index < subcaptions.count else {
        pictures += picture
        continue
      }
      pictures += part(index, of: label, picture: picture, caption: subcaptions[index])
    }
    let id = label.map { " id=\"\($0)\"" } ?? ""
    let data = figures.map(dataTable).joined()
    let parts = subcaptions.isEmpty ? pictures : "<div class=\"parts\">\n\(pictures)</div>\n"
    return "<figure\(id)>\n\(parts)\(caption)</figure>\n\(data)"
  }

  private mutating func part(
    _ index: Int, of label: String, picture: String, caption: [Inline]
  ) -> String {
    let letter = Array(LabelTarget.partLetters)[index]
    return """
      <figure id="\(label)-\(letter)">
      \(picture)<figcaption><span class="number">(\(letter))</span> \(html(caption))</figcaption>
      </figure>

      """
  }

  /// The stable start of a figure's file names: page, label, and a number from the second on.
  private func fileName(of cell: Cell, index: Int) -> String {
    let name = cell.options.label ?? "cell-\(cell.index + 1)"
    return "figures/\(chapter.slug)-\(name)" + (index == 0 ? "" : "-\(index + 1)")
  }

  /// A picture in both themes; the style sheet shows the one that fits.
  private mutating func picture(_ figure: FigureOutput, name: String, of cell: Cell) -> String {
    let altText = cell.options.alt ?? figure.altText
    if altText.isEmpty {
      complain(
        "the figure of `\(cell.name)` has no alt text", at: cell.position,
        hints: ["say what it shows: `//| alt: …`"])
    }
    let files = figure.files
    let light = image(
      (files.light1x, files.light2x), name: "\(name)-light", theme: "light", of: figure, altText)
    let dark = image(
      (files.dark1x, files.dark2x), name: "\(name)-dark", theme: "dark", of: figure, altText)
    return """
      <div class="picture scroll" tabindex="0" role="group" aria-label="Figure" \
      style="--width: \(Self.remWidth(of: figure))">
      \(light)\(dark)</div>

      """
  }

  private mutating func image(
    _ files: (single: String, double: String), name: String, theme: String,
    of figure: FigureOutput, _ altText: String
  ) -> String {
    let single = "\(name).png"
    let double = "\(name)@2x.png"
    assets.append(Asset(source: run.figureFolder.appending(path: files.single), path: single))
    assets.append(Asset(source: run.figureFolder.appending(path: files.double), path: double))
    return """
      <img class="\(theme)" src="\(single)" \
      srcset="\(single) \(figure.width)w, \(double) \(2 * figure.width)w" \
      sizes="(min-width: \(Self.magnifiedFrom)) \(2 * figure.width)px, \(figure.width)px" \
      width="\(figure.width)" height="\(figure.height)" alt="\(HTML.escaped(altText))" \
      loading="lazy" decoding="async">

      """
  }

  /// The window's width beyond which the style sheet makes text larger than 20 pixels: figures,
  /// which grow with the text, are magnified there and need their finer files.
  private static let magnifiedFrom = "90.01rem"

  /// A figure's width on the page: one point is a twentieth of the text's size, so that the widest
  /// figures fill the column, pixel by pixel at the usual size.
  private static func remWidth(of figure: FigureOutput) -> String {
    "\(Double(figure.width) / 20)rem"
  }

  private func dataTable(of figure: FigureOutput) -> String {
    guard let data = figure.data else { return "" }
    return """
      <details class="data">
      <summary>Data of this figure</summary>
      \(HTML.scrolling(html(data), label: "Data of this figure"))
      </details>

      """
  }

  // MARK: Tables

  /// A table with its caption above it, in a frame that scrolls sideways on a phone.
  func tableFigure(_ table: String, label: String?, caption: String) -> String {
    let body = HTML.scrolling(table, label: "Table")
    guard !caption.isEmpty else { return body + "\n" }
    let id = label.map { " id=\"\($0)\"" } ?? ""
    return "<figure class=\"table\"\(id)>\n\(caption)\(body)\n</figure>\n"
  }

  /// A table that a cell showed, always escaped.
  func html(_ table: TableOutput) -> String {
    func row(_ texts: [String], tag: String) -> String {
      let cells = zip(texts, table.isNumeric).map { text, isNumeric in
        "<\(tag)\(isNumeric ? " class=\"right\"" : "")>\(HTML.escaped(text))</\(tag)>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let head = "<thead>\n\(row(table.columns, tag: "th"))</thead>\n"
    let rows = table.hasTotal ? table.rows.dropLast() : table.rows[...]
    let body = "<tbody>\n\(rows.map { row($0, tag: "td") }.joined())</tbody>\n"
    let total = table.hasTotal ? table.rows.last : nil
    let foot = total.map { "<tfoot>\n\(row($0, tag: "td"))</tfoot>\n" } ?? ""
    return "<table>\n\(head)\(body)\(foot)</table>"
  }
}
