/// What `chapters/book.yml` says about the book as a whole.
public struct BookSettings: Sendable, Hashable {
  /// What becomes of straight quotation marks and apostrophes in the prose.
  public enum Quotes: String, Sendable, CaseIterable {
    /// They become those of the book's language.
    case language
    /// They stay as they are.
    case keep
  }

  public var title: String
  public var subtitle: String
  /// One paragraph for the title page, in Markdown.
  public var description: String
  /// The language of the pages, as in HTML's `lang`.
  public var language: String
  public var quotes: Quotes
  /// For whom the book is made unless a build says otherwise. A book for students need not have the
  /// solutions of its exercises.
  public var edition: Edition
  /// The modules that each cell imports without saying so.
  public var imports: [String]
  /// The environment variables that cells see; they are part of each cell's cache key.
  public var environment: [String]
  /// Files and folders whose bytes are part of each cell's cache key. `$NAME` is replaced by a
  /// variable, `~` by the home folder, and relative paths start at the book's folder.
  public var inputs: [String]

  public init(
    title: String, subtitle: String = "", description: String = "", language: String = "en",
    quotes: Quotes = .language, edition: Edition = .instructor, imports: [String] = [],
    environment: [String] = [],
    inputs: [String] = []
  ) {
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.language = language
    self.quotes = quotes
    self.edition = edition
    self.imports = imports
    self.environment = environment
    self.inputs = inputs
  }

  /// The language, taken apart.
  public var languageTag: LanguageTag { LanguageTag(language) ?? .english }

  /// The words of the frame in the book's language.
  public var words: BookWords { BookWords(for: languageTag) }
}
