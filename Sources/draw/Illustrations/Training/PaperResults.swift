/// What the paper of 1998 reports of LeNet-5 on MNIST, in percent.
///
/// - Source: LeCun et al. (1998), Figs. 5 and 6; read off the figures, with an error of about 0.02.
public enum PaperResults {
  /// The test error after each pass of Fig. 5.
  public static let testErrors =
    [2.64, 2.23, 1.47, 1.42, 1.42, 1.08, 1.03, 1.05, 0.98, 0.95]
    + [Double](repeating: 0.95, count: 10)

  /// The training error after each pass of Fig. 5.
  public static let trainingErrors = [
    4.88, 3.04, 1.76, 1.47, 1.21, 0.90, 0.77, 0.69, 0.56, 0.48, 0.46, 0.43, 0.40, 0.38, 0.38, 0.38,
    0.38, 0.35, 0.35, 0.35,
  ]

  /// The test error of Fig. 6 by the number of training digits.
  public static let testErrorsBySize: [(size: Int, error: Double)] = [
    (15_000, 1.68), (30_000, 1.14), (60_000, 0.94),
  ]
}
