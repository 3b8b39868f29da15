/// Branches that see the same input side by side and whose outputs are added.
///
/// `y = branch1(x) + branch2(x) + ...`; a branch without layers passes its input on, as the
/// shortcut of a residual network does.
///
/// ```swift
/// Sum("sum") {
///   Branch {
///     Conv2D("c2a", maps: 16, kernel: 5)
///     ReLU()
///   }
///   Branch {
///     Conv2D("c2b", maps: 16, kernel: 5)
///     ReLU()
///   }
/// }
/// ```
///
/// - Shapes: all branches must end in the same shape, which is the sum's.
public struct Sum: Sendable {
  public let name: String?
  public let branches: [Branch]

  public init(_ name: String? = nil, @BranchBuilder _ branches: () -> [Branch]) {
    self.name = name
    self.branches = branches()
  }
}

/// One of the branches of a ``Sum``: layers in a row.
public struct Branch: Sendable {
  public let parts: [NetworkPart]

  public init(@NetworkBuilder _ parts: () -> [NetworkPart]) { self.parts = parts() }
}
