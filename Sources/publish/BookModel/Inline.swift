/// A piece of a line of prose.
public indirect enum Inline: Sendable, Hashable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case strikethrough([Inline])
  case link(Link)
  case image(Image)
  case formula(Formula)
  /// The value of the inline expression with this index.
  case value(Int)
  case reference(Reference)
  /// A reference to the footnote with this place in `Chapter.footnotes`.
  case footnote(Int)
  case html(RawHTML)
  /// The end of a line of the source, which reads as a space.
  case softBreak
  case lineBreak
}

public struct Link: Sendable, Hashable {
  public var destination: String
  public var title: String
  public var content: [Inline]
  public var position: SourcePosition

  public init(destination: String, title: String, content: [Inline], position: SourcePosition) {
    self.destination = destination
    self.title = title
    self.content = content
    self.position = position
  }
}

public struct Image: Sendable, Hashable {
  /// The path from `chapters/`.
  public var source: String
  public var title: String
  public var altText: String
  public var position: SourcePosition

  public init(source: String, title: String, altText: String, position: SourcePosition) {
    self.source = source
    self.title = title
    self.altText = altText
    self.position = position
  }
}

/// An `@label` in the prose.
public struct Reference: Sendable, Hashable {
  public var label: String
  /// Where the `@` stands.
  public var position: SourcePosition

  public init(label: String, position: SourcePosition) {
    self.label = label
    self.position = position
  }
}

extension Sequence<Inline> {
  /// The words alone, for an anchor or an alternative text.
  public var plainText: String { plainText(naming: [:]) }

  /// The words alone, for a page's title: a reference becomes the name of its target, such as
  /// "Section 3.2".
  public func plainText(naming names: [String: String]) -> String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let content), .strong(let content), .strikethrough(let content):
        content.plainText(naming: names)
      case .link(let link): link.content.plainText(naming: names)
      case .image(let image): image.altText
      case .formula(let formula): formula.tex
      case .reference(let reference): names[reference.label] ?? reference.label
      case .softBreak, .lineBreak: " "
      case .value, .footnote, .html: ""
      }
    }.joined()
  }
}
