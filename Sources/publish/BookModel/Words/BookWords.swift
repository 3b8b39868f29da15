/// The words of a book's frame in the book's language: what stands on its pages besides the author's
/// own. A `#` stands for a number or a name.
public struct BookWords: Sendable, Hashable {
  // What has numbers
  public let chapter: String
  public let section: String
  public let figure: String
  public let table: String
  public let equation: String
  public let question: String
  public let footnote: String

  // The page
  public let contents: String
  public let skipToText: String
  public let changeTheme: String
  public let previous: String
  public let next: String
  public let neighbors: String
  public let download: String
  public let takeAlong: String
  public let dataSources: String
  public let and: String
  public let linkToSection: String
  public let footnotes: String
  public let backToText: String

  // Cells
  public let code: String
  public let output: String
  public let codeAndOutput: String
  public let dataOfFigure: String
  public let large: String
  public let stop: String
  public let doesNotCompile: String
  public let stopsProgram: String
  public let throwsError: String
  public let chapterHasErrors: String
  public let failed: String
  public let notRun: String

  // Exercises and questions
  public let exercise: String
  public let check: String
  public let solution: String
  public let wrongAttempt: String
  public let starterFails: String
  public let isRefused: String
  public let starterPasses: String
  public let passes: String
  public let yes: String
  public let no: String
  public let isDone: String
  public let toDo: String

  // What scripts add
  public let copy: String
  public let copied: String
  public let notCopied: String
  public let close: String
  public let search: String
  public let foundNothing: String
  public let foundSections: String
}

extension BookWords {
  /// The words for a language; English ones where the language has none here.
  public init(for tag: LanguageTag) {
    self =
      switch tag.language {
      case "de": .german
      case "fr": .french
      case "es": .spanish
      case "zh": .chinese
      case "ja": .japanese
      // The second is an old code.
      case "he", "iw": .hebrew
      default: .english
      }
  }

  /// The word for a figure or a table without its number.
  public func word(for kind: LabelTarget.Kind) -> String {
    String(pattern(of: kind).filled("")[...].trimmingSpaces())
  }

  /// The word for a kind of thing, with a `#` for its number.
  func pattern(of kind: LabelTarget.Kind) -> String {
    switch kind {
    case .figure: figure
    case .table: table
    case .equation: equation
    case .section: section
    case .question: question
    }
  }
}

extension String {
  /// The words with something in the place of their `#`.
  public func filled(_ text: some CustomStringConvertible) -> String {
    replacing("#", with: "\(text)", maxReplacements: 1)
  }
}
