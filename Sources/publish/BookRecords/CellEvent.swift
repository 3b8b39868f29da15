/// Something that happened while a chapter's program ran.
///
/// Text that a cell prints goes to another file; `textOffset` is how long that file was when the
/// event happened, so that text and figures can be put in their order.
public enum CellEvent: Sendable, Hashable, Codable {
  case began(cell: Int, textOffset: Int)
  case showed(CellOutput, textOffset: Int)
  case evaluated(inline: Int, text: String)
  case usedData(String)
  /// A checkpoint is in this file: just stored, or kept from an earlier run.
  case stored(checkpoint: String, file: String)
  /// The file of a checkpoint is not as it was written; its body runs again.
  case damaged(checkpoint: String)
  /// The cell waits for the runner's answer, where a checkpoint of an earlier chapter is.
  case asked(checkpoint: String)
  case restored(checkpoint: String)
  /// The cell asked for a checkpoint that no earlier chapter keeps.
  case missed(checkpoint: String)
  case progressed(fraction: Double, message: String)
  /// A copy of the program came to the end of this cell.
  case passed(cell: Int)
  /// A copy of the program that tried this cell has ended; the status is that of `waitpid`.
  case tried(cell: Int, status: Int32, textOffset: Int)
  /// A copy of the program read a file: its state, by path as in `finished`.
  case read(inputs: [String: String])
  /// The chapter's end, and the state of every file that it read, by path. Paths in the book's
  /// folder are relative to it.
  case finished(textOffset: Int, inputs: [String: String])
}
