import BookRecords
import Foundation

/// Returns what `body` makes, and keeps it: while nothing that the value depends on has changed,
/// later builds of the book read it back and do not run `body`, but print what it printed.
///
/// The value depends on the code of the chapter up to this cell, on the exported declarations, on
/// the library, on the book's inputs and on the files that the chapter read so far. Later chapters
/// get the value by ``restore(_:as:)``.
///
/// - Parameters:
///   - name: The checkpoint's name, unique in the book.
///   - body: Makes the value. It may print, but not ``show(_:)-(DataTable)``: what it shows would be
///     missing from the next build.
/// - Throws: What `body` throws, ``CheckpointError``, or an error of the file system.
public func checkpoint<Value: Codable>(
  _ name: String, _ body: () throws -> Value
) throws -> Value {
  let recorder = Recorder.current
  guard let plan = recorder.plan else { return try LooseCheckpoints.keep(body(), as: name) }
  try Position.open(checkpoint: name)
  defer { Position.closeCheckpoint() }
  let file = plan.checkpointFile(name, of: Position.cell)
  let url = URL(fileURLWithPath: file)

  switch KeptValue<Value>.read(url, in: plan.places.workingDirectory) {
  case .current(let kept):
    kept.replay()
    recorder.record(.stored(checkpoint: name, file: file))
    return kept.value
  case .damaged:
    recorder.record(.damaged(checkpoint: name))
  case .absent, .outdated:
    break
  }
  let start = recorder.textOffset
  let value = try body()
  let kept = KeptValue(
    value: value, printed: recorder.printed(from: start), dataSources: Position.dataSources,
    inputs: InputFiles.states())
  try kept.write(to: url)
  recorder.record(.stored(checkpoint: name, file: file))
  return value
}

/// Returns the value that an earlier chapter kept by ``checkpoint(_:_:)``, as soon as it is there.
///
/// - Throws: ``RestoreError`` if no earlier chapter kept a value of this name and type.
public func restore<Value: Codable>(_ name: String, as type: Value.Type = Value.self) throws
  -> Value
{
  let recorder = Recorder.current
  guard let plan = recorder.plan else {
    if let value: Value = try LooseCheckpoints.value(of: name) { return value }
    throw RestoreError(name: name, reason: "no earlier chapter keeps it")
  }
  let answer = try InputFiles.unobserved {
    try plan.answer(to: name) { recorder.record(.asked(checkpoint: name)) }
  }
  guard let file = answer.file else {
    recorder.record(.missed(checkpoint: name))
    throw RestoreError(
      name: name,
      reason: "no earlier chapter keeps it"
        + (answer.kept.isEmpty ? "" : "; kept are: " + answer.kept.joined(separator: ", ")))
  }
  recorder.record(.restored(checkpoint: name))
  do {
    return try KeptValue<Value>.value(in: URL(fileURLWithPath: file))
  } catch is DecodingError {
    throw RestoreError(name: name, reason: "it is not a \(Value.self)")
  } catch {
    throw RestoreError(name: name, reason: "its file in .build-book is damaged")
  }
}

/// A checkpoint that cannot be restored, and why.
public struct RestoreError: Error, CustomStringConvertible {
  public var name: String
  public var reason: String

  public var description: String { "cannot restore “\(name)”: \(reason)" }
}

/// A checkpoint whose value could not be told from that of another.
public struct CheckpointError: Error, CustomStringConvertible {
  public var name: String
  public var reason: String

  public var description: String { "cannot keep “\(name)”: \(reason)" }
}

extension CellPlan {
  /// Asks the runner, and waits for its answer.
  fileprivate func answer(to checkpoint: String, ask: () -> Void) throws -> CheckpointAnswer {
    let path = answerPipe(for: checkpoint)
    mkfifo(path, 0o600)
    // Open for writing too, the pipe is there for the runner at any time.
    let pipe = open(path, O_RDWR | O_CLOEXEC)
    guard pipe >= 0 else {
      throw RestoreError(name: checkpoint, reason: "no pipe can be made at \(path)")
    }
    defer { close(pipe) }
    ask()
    var line = Data()
    var byte: UInt8 = 0
    while read(pipe, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return try JSONDecoder().decode(CheckpointAnswer.self, from: line)
  }
}
