public import Errors

/// LeNet-5 as it was published in 1998.
///
/// Two convolutions with subsampling behind each, a convolution that sees the whole of what is
/// left, a fully connected layer, and the distances of its 84 units to the bitmap of each digit.
/// It has 60,000 parameters to learn and 340,908 connections.
///
/// - Source: LeCun, Bottou, Bengio and Haffner, *Gradient-Based Learning Applied to Document
///   Recognition*, Proceedings of the IEEE 86(11), 1998, section II.B, DOI 10.1109/5.726791.
public enum LeNet5 {
  /// The network with fresh weights, for images `[1, 32, 32]` with background -0.1 and ink 1.175.
  ///
  /// - Parameters:
  ///   - table: which of S2's six maps feed each map of C3.
  ///   - codes: what the 84 units of F6 should be for each class.
  ///   - initialization: how wide the range of the first weights is.
  ///   - arithmetic: whether fast kernels compute, or the plain loops of the textbook.
  /// - Throws: if the table has not six input maps, or a code not 84 units.
  public static func network(
    table: ConnectionTable = .lenet5, codes: RBFCodes = .digits,
    initialization: Initialization = .lenet1998, seed: UInt64, arithmetic: Arithmetic = .fast
  ) throws(InputError) -> Network {
    try Network(
      input: [1, 32, 32], seed: seed, initialization: initialization,
      parts: layers(table: table, codes: codes), arithmetic: arithmetic)
  }

  /// The layers of the network, to be put into a ``Network``.
  @NetworkBuilder
  public static func layers(
    table: ConnectionTable = .lenet5, codes: RBFCodes = .digits
  ) -> [NetworkPart] {
    Conv2D("C1", maps: 6, kernel: 5)
    ScaledTanh()
    Subsampling2D("S2", window: 2)
    ScaledTanh()
    Conv2D("C3", table: table, kernel: 5)
    ScaledTanh()
    Subsampling2D("S4", window: 2)
    ScaledTanh()
    Conv2D("C5", maps: 120, kernel: 5)
    ScaledTanh()
    Dense("F6", units: 84)
    ScaledTanh()
    RBFOutput("output", codes: codes)
  }
}
