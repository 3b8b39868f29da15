import Foundation

extension ResultStore {
  private struct Item {
    var url: URL
    var bytes: Int
    var lastUse: Date
  }

  /// Removes what was not used for the longest time until the rest takes no more than `limit` bytes.
  ///
  /// - Parameter start: What was used since then stays, however much it is.
  func prune(to limit: Int, keepingUsedSince start: Date) {
    var items = items(in: folder) + items(in: checkpointFolder)
    items.sort { ($0.lastUse, $0.url.path) > ($1.lastUse, $1.url.path) }
    var total = items.map(\.bytes).reduce(0, +)
    while total > limit, let oldest = items.popLast(), oldest.lastUse < start {
      total -= oldest.bytes
      // What cannot be removed now is tried again after the next run.
      try? FileManager.default.removeItem(at: oldest.url)
    }
  }

  private func items(in folder: URL) -> [Item] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".latest") }.compactMap { name in
      let url = folder.appending(path: name)
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path),
        let lastUse = attributes[.modificationDate] as? Date
      else { return nil }
      let files = (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []
      let bytes = ([""] + files).map { file in
        let path = url.path + (file.isEmpty ? "" : "/" + file)
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return size ?? 0
      }
      return Item(url: url, bytes: bytes.reduce(0, +), lastUse: lastUse)
    }
  }
}
