/// The runner's answer to a cell that restores a checkpoint.
///
/// Chapters run side by side: a cell that asks waits until the earlier chapters have come so far
/// that the answer is known. It comes through ``CellPlan/answerPipe(for:)``.
public struct CheckpointAnswer: Sendable, Codable {
  /// Where the checkpoint is; `nil` if no earlier chapter keeps it.
  public var file: String?
  /// The names of the checkpoints that earlier chapters keep.
  public var kept: [String]

  public init(file: String?, kept: [String]) {
    self.file = file
    self.kept = kept
  }
}
