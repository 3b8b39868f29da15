/// A line through at most four points in each half point of width that looks like the whole line.
///
/// Points that follow each other within one column of pixels are replaced by the first, the
/// lowest, the highest and the last of them, in their order: peaks stay, whatever their number.
///
/// - Complexity: O(n).
func decimated(_ points: [Point]) -> [Point] {
  guard points.count > 2_000 else { return points }
  var kept: [Point] = []
  var start = 0
  while start < points.count {
    let column = (points[start].x * 2).rounded(.down)
    var (end, low, high) = (start, start, start)
    while end + 1 < points.count, (points[end + 1].x * 2).rounded(.down) == column {
      end += 1
      if points[end].y < points[low].y { low = end }
      if points[end].y > points[high].y { high = end }
    }
    var previous: Int?
    for index in [start, min(low, high), max(low, high), end] where index != previous {
      kept.append(points[index])
      previous = index
    }
    start = end + 1
  }
  return kept
}
