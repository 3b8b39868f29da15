public import Errors

/// The network of the article that this book follows.
///
/// A convolution, two parallel branches whose outputs are added, a convolution that sees the
/// whole of what is left, and two fully connected layers; ReLU and max-pooling throughout. It has
/// 64,122 parameters, or 61,706 with one branch.
public enum ArticleNet {
  /// The network with fresh weights, for images `[1, 32, 32]` with pixels from 0 to 1.
  ///
  /// - Parameters:
  ///   - c1Maps: how many kernels the first convolution has.
  ///   - branches: how many branches are added, 1 to 26.
  ///   - arithmetic: whether fast kernels compute, or the plain loops of the textbook.
  /// - Throws: if a number is out of its range.
  public static func network(
    c1Maps: Int = 6, branches: Int = 2, seed: UInt64, arithmetic: Arithmetic = .fast
  ) throws(InputError) -> Network {
    guard letters.indices.contains(branches - 1) else {
      throw InputError(
        place: "branches", expected: "1 to \(letters.count)", found: "\(branches)")
    }
    return try Network(
      input: [1, 32, 32], seed: seed, parts: layers(c1Maps: c1Maps, branches: branches),
      arithmetic: arithmetic)
  }

  /// The names of the branches' layers end in these.
  private static let letters = Array("abcdefghijklmnopqrstuvwxyz")

  /// The layers of the network, to be put into a ``Network``.
  @NetworkBuilder
  package static func layers(c1Maps: Int = 6, branches: Int = 2) -> [NetworkPart] {
    Conv2D("c1", maps: c1Maps, kernel: 5)
    ReLU()
    MaxPool2D("s1", window: 2)
    if branches == 1 {
      branch(letters[0])
    } else {
      Sum("sum") {
        for letter in letters.prefix(branches) {
          Branch { branch(letter) }
        }
      }
    }
    Conv2D("c3", maps: 120, kernel: 5)
    ReLU()
    Dense("f4", units: 84)
    ReLU()
    Dense("f5", units: 10)
    LogSoftmax()
  }

  @NetworkBuilder
  private static func branch(_ letter: Character) -> [NetworkPart] {
    Conv2D("c2\(letter)", maps: 16, kernel: 5)
    ReLU()
    MaxPool2D("s2\(letter)", window: 2)
  }
}
