/// A planar affine transformation of an image: a 2x2 matrix about the image's centre, then a
/// translation.
///
/// A point `p` of the picture goes to
///
///     p' = A (p - centre) + centre + t
///
/// so that straight strokes stay straight and parallel strokes stay parallel.
///
/// - Source: LeCun et al. (1998), section III.A, whose distorted patterns are made in this way.
public struct AffineMap: Sendable, Hashable, Codable {
  /// The first row of `A`: how a point's new column depends on its old column and row.
  public var columnFromColumn: Float = 1
  public var columnFromRow: Float = 0
  /// The second row of `A`: how a point's new row depends on its old column and row.
  public var rowFromColumn: Float = 0
  public var rowFromRow: Float = 1
  /// How far the picture moves to the right, in pixels.
  public var right: Float = 0
  /// How far the picture moves down, in pixels.
  public var down: Float = 0

  /// The map that leaves every point where it is.
  public static let identity = AffineMap()

  /// A map that moves the picture.
  public static func translation(right: Float, down: Float) -> AffineMap {
    AffineMap(columnFromColumn: 1, columnFromRow: 0, rowFromColumn: 0, rowFromRow: 1, right, down)
  }

  /// A map that stretches the picture about its centre; factors below 1 shrink it.
  public static func scaling(horizontally: Float, vertically: Float) -> AffineMap {
    AffineMap(
      columnFromColumn: horizontally, columnFromRow: 0, rowFromColumn: 0, rowFromRow: vertically)
  }

  /// A map that slants the picture: a point moves to the right by `slope` for each pixel that it
  /// lies above the centre.
  public static func shear(slope: Float) -> AffineMap {
    AffineMap(columnFromColumn: 1, columnFromRow: -slope, rowFromColumn: 0, rowFromRow: 1)
  }

  /// A map that turns the picture clockwise about its centre.
  ///
  /// - Parameter tangentOfHalf: `tan(angle / 2)`, which for small angles is half the angle in
  ///   radians. Sine and cosine follow from it by division alone, so that every machine finds the
  ///   same bits.
  public static func rotation(tangentOfHalf: Float) -> AffineMap {
    let square = tangentOfHalf * tangentOfHalf
    let (cosine, sine) = ((1 - square) / (1 + square), 2 * tangentOfHalf / (1 + square))
    return AffineMap(
      columnFromColumn: cosine, columnFromRow: -sine, rowFromColumn: sine, rowFromRow: cosine)
  }

  private init(
    columnFromColumn: Float = 1, columnFromRow: Float = 0, rowFromColumn: Float = 0,
    rowFromRow: Float = 1, _ right: Float = 0, _ down: Float = 0
  ) {
    self.columnFromColumn = columnFromColumn
    self.columnFromRow = columnFromRow
    self.rowFromColumn = rowFromColumn
    self.rowFromRow = rowFromRow
    self.right = right
    self.down = down
  }

  /// How many times larger areas become; below zero if the picture is mirrored.
  public var determinant: Float { columnFromColumn * rowFromRow - columnFromRow * rowFromColumn }

  /// This map and then another.
  public func followed(by next: AffineMap) -> AffineMap {
    AffineMap(
      columnFromColumn: next.columnFromColumn * columnFromColumn
        + next.columnFromRow * rowFromColumn,
      columnFromRow: next.columnFromColumn * columnFromRow + next.columnFromRow * rowFromRow,
      rowFromColumn: next.rowFromColumn * columnFromColumn + next.rowFromRow * rowFromColumn,
      rowFromRow: next.rowFromColumn * columnFromRow + next.rowFromRow * rowFromRow,
      next.columnFromColumn * right + next.columnFromRow * down + next.right,
      next.rowFromColumn * right + next.rowFromRow * down + next.down)
  }

  /// The map that undoes this one.
  ///
  /// - Precondition: the determinant is not 0.
  public var inverse: AffineMap {
    let determinant = determinant
    guard determinant != 0 else {
      fatalError("AffineMap.inverse: expected a determinant other than 0, found \(self)")
    }
    var inverse = AffineMap(
      columnFromColumn: rowFromRow / determinant, columnFromRow: -columnFromRow / determinant,
      rowFromColumn: -rowFromColumn / determinant, rowFromRow: columnFromColumn / determinant)
    inverse.right = -(inverse.columnFromColumn * right + inverse.columnFromRow * down)
    inverse.down = -(inverse.rowFromColumn * right + inverse.rowFromRow * down)
    return inverse
  }
}
