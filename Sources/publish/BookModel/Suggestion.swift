/// The candidate that a misspelt word most likely means, or `nil` when none is near.
func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, word.count / 3)
  return candidates.sorted()
    .map { (candidate: $0, distance: editDistance(word, $0)) }
    .filter { $0.distance <= limit }
    .min { $0.distance < $1.distance }?.candidate
}

/// The hint that proposes the nearest candidate, or nothing.
func didYouMean(_ word: String, among candidates: some Sequence<String>, mark: String = "")
  -> [String]
{
  suggestion(for: word, among: candidates).map { ["did you mean `\(mark)\($0)`?"] } ?? []
}

/// How many letters must be inserted, removed, changed or swapped with their neighbour to turn one
/// word into the other.
///
/// - Source: Damerau (1964), the variant called optimal string alignment.
func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first.lowercased())
  let b = Array(second.lowercased())
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let change = last[j] + (a[i] == b[j] ? 0 : 1)
      var best = min(change, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforeLast[j - 1] + 1)
      }
      row.append(best)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
