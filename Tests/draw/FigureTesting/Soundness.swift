public import Figures
public import Testing

/// Expects what every figure promises, whatever its data: texts that neither overlap nor leave the
/// drawing, a width that a page has room for, and words of a length that can be listened to.
public func expectSound(
  _ figure: any Figure, sourceLocation: SourceLocation = #_sourceLocation
) {
  let drawing = figure.drawing()
  let name = Comment(rawValue: "\(type(of: figure)) \"\(drawing.title)\"")
  #expect(drawing.layoutProblems == [], name, sourceLocation: sourceLocation)
  #expect(drawing.size.width <= 720, name, sourceLocation: sourceLocation)
  #expect(!figure.altText.isEmpty, name, sourceLocation: sourceLocation)
  #expect(figure.altText.count <= 300, name, sourceLocation: sourceLocation)
  #expect(
    figure.dataTable?.rows.allSatisfy { $0.count == figure.dataTable?.columns.count } ?? true, name,
    sourceLocation: sourceLocation)
}
