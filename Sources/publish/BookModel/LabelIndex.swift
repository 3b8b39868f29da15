/// The labels of a whole book, and whether each reference finds one.
struct LabelIndex {
  private(set) var targets: [String: LabelTarget] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// The labels after which files may be named, in small letters.
  private var fileNames: [String: String] = [:]

  init(_ chapters: [ChapterReader], titlePage: TitlePageReader?) {
    for chapter in chapters {
      for target in chapter.targets { add(target, of: chapter.source) }
    }
    for chapter in chapters {
      for reference in chapter.references where targets[reference.label] == nil {
        diagnostics.append(dangling(reference, in: chapter.source))
      }
    }
    guard let titlePage else { return }
    for reference in titlePage.references where targets[reference.label] == nil {
      diagnostics.append(dangling(reference, in: titlePage.page.source))
    }
  }

  private mutating func add(_ target: LabelTarget, of source: SourceText) {
    guard let first = targets[target.label] else {
      targets[target.label] = target
      return checkCase(of: target, in: source)
    }
    let place = "\(first.position.file):\(first.position.line):\(first.position.column)"
    diagnostics.append(
      source.problem(
        "the label `\(target.label)` is taken", at: target.position,
        hints: ["it first stands at \(place)"]))
  }

  /// Figures have files that are named after labels, and many disks see no difference in case.
  private mutating func checkCase(of target: LabelTarget, in source: SourceText) {
    guard [nil, .figure, .table].contains(target.kind) else { return }
    let name = "\(target.chapterIndex) \(target.label.lowercased())"
    guard let other = fileNames.updateValue(target.label, forKey: name) else { return }
    diagnostics.append(
      source.problem(
        "the label `\(target.label)` differs from `\(other)` in case only", at: target.position,
        hints: ["give it another name"]))
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
