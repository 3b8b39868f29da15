import BookModel
import BookRecords

extension BookRunner {
  /// What differs between the book and the run that made a cell's or a chapter's kept results.
  ///
  /// - Parameter name: A cell's label, or the name of a chapter's file.
  /// - Returns: One phrase for each part that differs; `nil` if nothing has this name.
  public func differences(for name: String) -> [String]? {
    for chapter in book.chapters {
      if chapter.file == name || chapter.fileName == name { return differences(in: chapter) }
      guard let cell = chapter.cells.first(where: { $0.options.label == name }) else { continue }
      let all = differences(in: chapter)
      let own = differences(in: chapter, upTo: cell)
      guard own.isEmpty, !all.isEmpty else { return own }
      return all.map { "its chapter runs again, though not because of it: \($0)" }
    }
    return nil
  }

  private func differences(in chapter: Chapter, upTo cell: Cell? = nil) -> [String] {
    let states = InputStates(folder: book.folder)
    let keys = chapterKeys(states)[chapter.number - 1]
    guard let entry = store.latestEntry(of: chapter.slug) else {
      return ["no results of \(chapter.file) are kept"]
    }
    let parts = cell.map { keys.parts(upTo: $0.index) } ?? keys.parts
    // Parts of later cells count only for the chapter as a whole.
    let known = Set(parts.map(\.name))
    var lines = parts.differences(
      from: cell == nil ? entry.parts : entry.parts.filter { known.contains($0.name) })
    lines += states.changes(of: entry.inputs).map(\.change)
    for (name, digest) in entry.restored.sorted(by: { $0.key < $1.key }) {
      lines += differences(restored: name, digest, before: chapter)
    }
    return lines
  }

  private func differences(restored name: String, _ digest: String, before chapter: Chapter)
    -> [String]
  {
    for earlier in book.chapters.prefix(chapter.number - 1) {
      guard let kept = store.latestEntry(of: earlier.slug)?.checkpoints[name] else { continue }
      let reasons = differences(in: earlier).map { "\(earlier.file), which keeps “\(name)”: \($0)" }
      return reasons.isEmpty && kept.digest != digest
        ? ["the checkpoint “\(name)” of \(earlier.file) differs"] : reasons
    }
    return ["no earlier chapter keeps the checkpoint “\(name)”"]
  }
}
