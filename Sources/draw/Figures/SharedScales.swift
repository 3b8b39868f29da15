// Figures that belong together are compared only if equal numbers look equal.

extension Array where Element == ImageGrid {
  /// The grids with one range of numbers for all of their pictures.
  public func sharingScale() -> [ImageGrid] {
    guard let low = map(\.range.lowerBound).min(), let high = map(\.range.upperBound).max()
    else { return self }
    return map { grid in
      var grid = grid
      grid.range = low...high
      return grid
    }
  }
}

extension Array where Element == Plot {
  /// The plots with the same y axis, from the least number of all to the greatest.
  ///
  /// A logarithmic axis spans the numbers that it can show. Bars go on to begin at zero.
  public func sharingScale() -> [Plot] {
    let bounds = compactMap { plot in
      plot.bounds(plot.y, \.y).map { bounds in
        plot.categories != nil && plot.y.kind == .linear
          ? Swift.min(bounds.lowerBound, 0)...Swift.max(bounds.upperBound, 0) : bounds
      }
    }
    guard let low = bounds.map(\.lowerBound).min(), let high = bounds.map(\.upperBound).max()
    else { return self }
    return map { plot in
      var plot = plot
      let domain = plot.y.domain(showing: low...high)
      let ticks =
        plot.y.kind == .linear
        ? Ticks.around(domain, count: 8, isWhole: plot.y.isWhole) : []
      if let first = ticks.first, let last = ticks.last, first.value < last.value {
        plot.y.range = first.value...last.value
      } else {
        plot.y.range = domain
      }
      return plot
    }
  }
}
