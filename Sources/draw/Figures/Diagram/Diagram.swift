/// Nodes joined by arrows, from left to right, in as many rows as the page needs.
public struct Diagram: Figure {
  public struct Node: Sendable, Hashable {
    /// Edges refer to it; unique in the diagram.
    public var name: String
    public var glyph: NodeGlyph
    /// Stands above the glyph.
    public var title: String
    /// Stands beneath the glyph, in ink.
    public var size: String
    /// Stands beneath the size, in lines as short as the column.
    public var caption: String
    public var accent: Int

    public init(
      _ name: String, glyph: NodeGlyph, title: String, size: String = "", caption: String = "",
      accent: Int = 1
    ) {
      self.name = name
      self.glyph = glyph
      self.title = title
      self.size = size
      self.caption = caption
      self.accent = accent
    }
  }

  public struct Edge: Sendable, Hashable {
    public var source: String
    public var target: String

    public init(from source: String, to target: String) {
      self.source = source
      self.target = target
    }
  }

  public var title: String
  public var nodes: [Node]
  public var edges: [Edge]
  /// What the figure says in words, after its title.
  public var summary: String
  public var maximumWidth: Points

  /// - Precondition: the nodes' names differ; edges join nodes of the diagram and form no cycle.
  public init(
    title: String, nodes: [Node], edges: [Edge], summary: String, maximumWidth: Points = 720
  ) {
    self.title = title
    self.nodes = nodes
    self.edges = edges
    self.summary = summary
    self.maximumWidth = max(maximumWidth, 240)
  }

  public var altText: String {
    AltText.shortened(title.isEmpty ? summary : "\(title). \(summary)")
  }

  public func drawing() -> Drawing {
    DiagramLayout(self).drawing()
  }
}
