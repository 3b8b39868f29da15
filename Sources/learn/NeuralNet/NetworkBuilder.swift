/// A piece of an architecture: a layer, or branches that are added.
public enum NetworkPart: Sendable {
  case layer(any Layer)
  case sum(Sum)
}

/// Collects the layers of a network, of which each feeds the next.
@resultBuilder
public enum NetworkBuilder {
  public static func buildExpression(_ layer: any Layer) -> [NetworkPart] { [.layer(layer)] }
  public static func buildExpression(_ sum: Sum) -> [NetworkPart] { [.sum(sum)] }
  public static func buildExpression(_ parts: [NetworkPart]) -> [NetworkPart] { parts }
  public static func buildBlock(_ parts: [NetworkPart]...) -> [NetworkPart] {
    parts.flatMap { $0 }
  }
  public static func buildOptional(_ parts: [NetworkPart]?) -> [NetworkPart] { parts ?? [] }
  public static func buildEither(first parts: [NetworkPart]) -> [NetworkPart] { parts }
  public static func buildEither(second parts: [NetworkPart]) -> [NetworkPart] { parts }
  public static func buildArray(_ parts: [[NetworkPart]]) -> [NetworkPart] {
    parts.flatMap { $0 }
  }
}

/// Collects the branches of a ``Sum``.
@resultBuilder
public enum BranchBuilder {
  public static func buildExpression(_ branch: Branch) -> [Branch] { [branch] }
  public static func buildBlock(_ branches: [Branch]...) -> [Branch] { branches.flatMap { $0 } }
  public static func buildOptional(_ branches: [Branch]?) -> [Branch] { branches ?? [] }
  public static func buildEither(first branches: [Branch]) -> [Branch] { branches }
  public static func buildEither(second branches: [Branch]) -> [Branch] { branches }
  public static func buildArray(_ branches: [[Branch]]) -> [Branch] { branches.flatMap { $0 } }
}
