import BookModel
import BookRecords

/// The files of a figure as elements of a page.
struct PageImages {
  private let figure: FigureOutput
  /// What the files' paths begin with.
  private let name: String
  private let altText: String
  private let words: BookWords

  init(of figure: FigureOutput, name: String, altText: String, words: BookWords) {
    self.figure = figure
    self.name = name
    self.altText = HTML.escaped(altText)
    self.words = words
  }

  /// The files in the results' folder, and where each goes in the site.
  var files: [(source: String, path: String)] {
    let still = figure.still.map { files(of: $0, suffix: ".still") } ?? []
    return files(of: figure.picture, suffix: "") + still
      + figure.forms.map { ($0.name, path(of: $0)) }
  }

  private func files(of picture: FigureOutput.Picture, suffix: String)
    -> [(source: String, path: String)]
  {
    let files = picture.files
    return [
      (files.light1x, path("light", 1, suffix)), (files.light2x, path("light", 2, suffix)),
      (files.dark1x, path("dark", 1, suffix)), (files.dark2x, path("dark", 2, suffix)),
    ]
  }

  private func path(_ theme: String, _ scale: Int, _ suffix: String) -> String {
    "\(name)\(suffix).\(theme)\(scale == 1 ? "" : "@\(scale)x").png"
  }

  private func path(of file: FigureOutput.FormFile) -> String { "\(name).\(file.form.rawValue)" }

  // MARK: In the text

  /// The picture in both themes. What moves is not loaded for readers who ask for less motion; on
  /// paper, and if stopped, its still picture is seen.
  var html: String {
    guard let still = figure.still else {
      return image(figure.picture, "light") + image(figure.picture, "dark")
    }
    return """
      <div class="moving">
      \(moving("light", still))\(moving("dark", still))</div>
      <div class="still">
      \(image(still, "light", suffix: ".still"))\(image(still, "dark", suffix: ".still"))</div>
      <label class="stop"><input type="checkbox"> \(words.stop)</label>

      """
  }

  private func moving(_ theme: String, _ still: FigureOutput.Picture) -> String {
    """
    <picture class="\(theme)">
    <source media="(prefers-reduced-motion: reduce)" \
    srcset="\(sources(still, theme, ".still"))" sizes="\(Self.sizes(still))" \
    width="\(still.width)" height="\(still.height)">
    \(image(figure.picture, theme))</picture>

    """
  }

  private func image(_ picture: FigureOutput.Picture, _ theme: String, suffix: String = "")
    -> String
  {
    """
    <img class="\(theme)" src="\(address(theme, 1, suffix))" \
    srcset="\(sources(picture, theme, suffix))" sizes="\(Self.sizes(picture))" \
    width="\(picture.width)" height="\(picture.height)" alt="\(altText)" \
    loading="\(suffix.isEmpty ? "lazy" : "eager")" decoding="async">

    """
  }

  private func address(_ theme: String, _ scale: Int, _ suffix: String) -> String {
    HTML.escaped(path(theme, scale, suffix).addressPath)
  }

  private func sources(_ picture: FigureOutput.Picture, _ theme: String, _ suffix: String)
    -> String
  {
    "\(address(theme, 1, suffix)) \(picture.width)w, "
      + "\(address(theme, 2, suffix)) \(2 * picture.width)w"
  }

  private static func sizes(_ picture: FigureOutput.Picture) -> String {
    "(min-width: \(magnifiedFrom)) \(2 * picture.width)px, \(picture.width)px"
  }

  /// The window's width beyond which the style sheet makes text larger than 20 pixels: figures,
  /// which grow with the text, are magnified there and need their finer files.
  private static let magnifiedFrom = "90.01rem"

  // MARK: Below the picture

  /// A button that shows the picture as large as the window, whose words can then be read from the
  /// back of a room, and links to its other forms.
  var more: String {
    // No label holds a dot, so that no other element has this name.
    let id = HTML.escaped((name.split(separator: "/").last.map(String.init) ?? name) + ".large")
    let links = figure.forms.map { file in
      "<a href=\"\(HTML.escaped(path(of: file).addressPath))\">"
        + "\(file.form.rawValue.uppercased())</a>\n"
    }
    return """
      <p class="forms"><button type="button" popovertarget="\(id)">\(words.large)</button>
      \(links.joined())</p>
      <div class="large" id="\(id)" popover style="--ratio: \(figure.picture.ratio)">
      <button type="button" popovertarget="\(id)" popovertargetaction="hide" \
      aria-label="\(words.close)">
      \(large("light"))\(large("dark"))</button>
      </div>

      """
  }

  private func large(_ theme: String) -> String {
    let image = """
      <img class="\(theme)" src="\(address(theme, 2, ""))" alt="" loading="lazy">

      """
    guard figure.still != nil else { return image }
    return """
      <picture class="\(theme)">
      <source media="(prefers-reduced-motion: reduce)" srcset="\(address(theme, 2, ".still"))">
      \(image)</picture>

      """
  }
}

extension FigureOutput.Picture {
  /// Its width as a multiple of its height.
  fileprivate var ratio: Double {
    (Double(width) / Double(max(height, 1)) * 1000).rounded() / 1000
  }
}
