import Foundation

extension Collection where Self: Sendable, Element: Sendable {
  /// Applies a function to all elements, to as many at the same time as there are processors.
  ///
  /// - Returns: The results in the order of the elements.
  func concurrentMap<Result: Sendable>(
    _ body: @escaping @Sendable (Element) async throws -> Result
  ) async rethrows -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var results = [Result?](repeating: nil, count: count)
      var running = 0
      for (place, element) in enumerated() {
        if running == ProcessInfo.processInfo.activeProcessorCount,
          let (done, result) = try await group.next()
        {
          results[done] = result
          running -= 1
        }
        group.addTask { (place, try await body(element)) }
        running += 1
      }
      for try await (done, result) in group { results[done] = result }
      return results.compactMap(\.self)
    }
  }
}
