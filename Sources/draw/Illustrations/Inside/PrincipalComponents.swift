public import NeuralNet

/// The directions in which points of many dimensions spread most.
///
/// The components are the eigenvectors of the covariance matrix, found one after the other by power
/// iteration with those before taken out. Each has a sign by which its largest entry is positive,
/// so that the same points always give the same picture.
///
/// - Source: Hotelling (1933), Analysis of a complex of statistical variables into principal
///   components; Golub and Van Loan, Matrix Computations, section 8.2, for the iteration.
public struct PrincipalComponents: Sendable, Hashable {
  /// The mean of the points.
  public let mean: [Double]
  /// Of length 1 and at right angles, the one of greatest variance first.
  public let components: [[Double]]
  /// How much the points vary along each component.
  public let variances: [Double]
  /// How much they vary in all directions together.
  public let totalVariance: Double

  /// - Parameters:
  ///   - points: `[count, dimensions...]`; points with numbers that are not finite are left out.
  ///   - count: how many components are wanted, at most.
  /// - Complexity: O(n d² + 500 d² c) for n points of d dimensions and c components.
  public init(of points: Tensor, count: Int = 2) {
    let dimensions = points.shape.dropFirst().reduce(1, *)
    let rows = Self.rows(of: points, dimensions)
    let scale = 1 / Double(max(rows.count, 1))
    var mean = [Double](repeating: 0, count: dimensions)
    for row in rows { for index in 0..<dimensions { mean[index] += row[index] * scale } }
    var covariance = [Double](repeating: 0, count: dimensions * dimensions)
    for row in rows {
      for i in 0..<dimensions {
        let deviation = (row[i] - mean[i]) * scale
        for j in i..<dimensions {
          covariance[i * dimensions + j] += deviation * (row[j] - mean[j])
        }
      }
    }
    for i in 0..<dimensions {
      for j in 0..<i { covariance[i * dimensions + j] = covariance[j * dimensions + i] }
    }
    self.mean = mean
    totalVariance = (0..<dimensions).reduce(0) { $0 + covariance[$1 * dimensions + $1] }
    var found: (components: [[Double]], variances: [Double]) = ([], [])
    for _ in 0..<min(count, dimensions) {
      let (vector, variance) = Self.leading(covariance, dimensions)
      found.components.append(vector)
      found.variances.append(variance)
      // What is left once the component is taken out.
      for i in 0..<dimensions {
        for j in 0..<dimensions {
          covariance[i * dimensions + j] -= variance * vector[i] * vector[j]
        }
      }
    }
    (components, variances) = found
  }

  private static func rows(of points: Tensor, _ dimensions: Int) -> [[Double]] {
    (0..<(points.shape.first ?? 0)).compactMap { index in
      let row = points.scalars[index * dimensions..<(index + 1) * dimensions]
      return row.allSatisfy(\.isFinite) ? row.map(Double.init) : nil
    }
  }

  /// The eigenvector of the greatest eigenvalue of a matrix without negative ones.
  private static func leading(_ matrix: [Double], _ size: Int) -> ([Double], Double) {
    // A start with a share of every direction: one that is at right angles to all would stay so.
    var vector = (0..<size).map { 1 / Double($0 + 1).squareRoot() }
    var length = 0.0
    for _ in 0..<500 {
      let next = (0..<size).map { i in
        (0..<size).reduce(0.0) { $0 + matrix[i * size + $1] * vector[$1] }
      }
      length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 1e-300 else { return ([Double](repeating: 0, count: size), 0) }
      let change = zip(next, vector).map { abs($0 / length - $1) }.max() ?? 0
      vector = next.map { $0 / length }
      if change < 1e-12 { break }
    }
    let largest = vector.indices.max { (abs(vector[$0]), $1) < (abs(vector[$1]), $0) } ?? 0
    return (vector[largest] < 0 ? vector.map(-) : vector, length)
  }

  /// Where a point lies along each component; not numbers if one of its own is none.
  public func coordinates(of point: some Collection<Float>) -> [Double] {
    components.map { component in
      zip(zip(point, mean), component).reduce(0) { $0 + (Double($1.0.0) - $1.0.1) * $1.1 }
    }
  }

  /// The share of all variance along one component, from 0 to 1.
  public func share(_ component: Int) -> Double {
    totalVariance > 0 ? variances[component] / totalVariance : 0
  }
}
