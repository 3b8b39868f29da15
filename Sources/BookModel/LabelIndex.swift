/// The labels of a whole book, and whether each reference finds one.
struct LabelIndex {
  private(set) var targets: [String: LabelTarget] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ chapters: [ChapterReader]) {
    for chapter in chapters {
      for target in chapter.targets { add(target, of: chapter.source) }
    }
    for chapter in chapters {
      for reference in chapter.references where targets[reference.label] == nil {
        diagnostics.append(dangling(reference, in: chapter.source))
      }
    }
  }

  private mutating func add(_ target: LabelTarget, of source: SourceText) {
    guard let first = targets[target.label] else {
      targets[target.label] = target
      return
    }
    let place = "\(first.position.file):\(first.position.line):\(first.position.column)"
    diagnostics.append(
      source.problem(
        "the label `\(target.label)` is taken", at: target.position,
        hints: ["it first stands at \(place)"]))
  }

  private func dangling(_ reference: Reference, in source: SourceText) -> Diagnostic {
    let kind = LabelTarget.Kind(label: reference.label)
    let noun = kind?.word.lowercased() ?? "thing"
    let labels = targets.keys.filter { LabelTarget.Kind(label: $0) == kind }
    return source.problem(
      "no \(noun) has the label `\(reference.label)`", at: reference.position,
      hints: didYouMean(reference.label, among: labels, mark: "@"))
  }
}
