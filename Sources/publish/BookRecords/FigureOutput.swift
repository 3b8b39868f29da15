/// A form in which figures can be had besides PNG.
public enum FigureForm: String, Sendable, Hashable, Codable, CaseIterable {
  case svg, pdf
}

/// A picture that a cell showed: its files and what they show in words and numbers.
public struct FigureOutput: Sendable, Hashable, Codable {
  /// File names in the chapter's results folder, one for each theme and pixel density.
  public struct Files: Sendable, Hashable, Codable {
    public var light1x: String
    public var light2x: String
    public var dark1x: String
    public var dark2x: String

    public init(light1x: String, light2x: String, dark1x: String, dark2x: String) {
      self.light1x = light1x
      self.light2x = light2x
      self.dark1x = dark1x
      self.dark2x = dark2x
    }

    public var all: [String] { [light1x, light2x, dark1x, dark2x] }
  }

  /// Four PNG files of one picture.
  public struct Picture: Sendable, Hashable, Codable {
    public var files: Files
    /// The size on the page in CSS pixels.
    public var width: Int
    public var height: Int

    public init(files: Files, width: Int, height: Int) {
      self.files = files
      self.width = width
      self.height = height
    }
  }

  /// The picture in another form.
  public struct FormFile: Sendable, Hashable, Codable {
    public var form: FigureForm
    public var name: String

    public init(_ form: FigureForm, name: String) {
      self.form = form
      self.name = name
    }
  }

  public var picture: Picture
  /// What stands for an animation where nothing moves; `nil` for pictures that do not move.
  public var still: Picture?
  public var forms: [FormFile]
  /// What the figure shows, for readers who cannot see it; made from its data.
  public var altText: String
  /// The numbers behind the figure, where it has a reasonable number of them.
  public var data: TableOutput?
  /// The signs for which the machine had no font.
  public var signsWithoutFont: [String]

  public init(
    _ picture: Picture, still: Picture? = nil, forms: [FormFile] = [], altText: String,
    data: TableOutput?, signsWithoutFont: [String] = []
  ) {
    self.picture = picture
    self.still = still
    self.forms = forms
    self.altText = altText
    self.data = data
    self.signsWithoutFont = signsWithoutFont
  }

  /// The names of all its files.
  public var fileNames: [String] {
    picture.files.all + (still?.files.all ?? []) + forms.map(\.name)
  }
}
