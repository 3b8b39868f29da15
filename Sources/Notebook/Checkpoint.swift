import CellRecords
import Foundation

/// Returns what `body` makes, and keeps it: while nothing that the value depends on has changed,
/// later builds of the book read it back and do not run `body`.
///
/// The value depends on the code of the chapter up to this cell, on the exported declarations, on
/// the library and on the book's inputs. Later chapters get the value by ``restore(_:as:)``.
///
/// - Parameters:
///   - name: The checkpoint's name, unique in the book.
///   - body: Makes the value.
/// - Throws: What `body` throws, or an error of the file system.
public func checkpoint<Value: Codable>(
  _ name: String, _ body: () throws -> Value
) throws -> Value {
  let recorder = Recorder.current
  guard let plan = recorder.plan else { return try body() }
  let file = plan.checkpointFolder + "/" + plan.cellKeys[Position.cell] + "-" + fileName(name)
  let url = URL(fileURLWithPath: file)
  if let value: Value = try? read(url) {
    recorder.record(.stored(checkpoint: name, file: file))
    return value
  }
  let value = try body()
  let encoder = PropertyListEncoder()
  encoder.outputFormat = .binary
  try encoder.encode([value]).write(to: url, options: .atomic)
  recorder.record(.stored(checkpoint: name, file: file))
  return value
}

/// Returns the value that an earlier chapter kept by ``checkpoint(_:_:)``.
///
/// - Throws: ``RestoreError`` if no earlier chapter kept a value of this name and type.
public func restore<Value: Codable>(_ name: String, as type: Value.Type = Value.self) throws
  -> Value
{
  let recorder = Recorder.current
  guard let plan = recorder.plan, let file = plan.restorable[name] else {
    recorder.record(.missed(checkpoint: name))
    let kept = recorder.plan?.restorable.keys.sorted() ?? []
    throw RestoreError(
      name: name,
      reason: "no earlier chapter keeps it"
        + (kept.isEmpty ? "" : "; kept are: " + kept.joined(separator: ", ")))
  }
  recorder.record(.restored(checkpoint: name))
  do {
    return try read(URL(fileURLWithPath: file))
  } catch {
    throw RestoreError(name: name, reason: "it is not a \(Value.self): \(error)")
  }
}

/// A checkpoint that cannot be restored, and why.
public struct RestoreError: Error, CustomStringConvertible {
  public var name: String
  public var reason: String

  public var description: String { "cannot restore “\(name)”: \(reason)" }
}

// A property list needs a container at its top, so the value travels in an array of one.
private func read<Value: Codable>(_ url: URL) throws -> Value {
  let values = try PropertyListDecoder().decode([Value].self, from: Data(contentsOf: url))
  guard let value = values.first else { throw CocoaError(.fileReadCorruptFile) }
  return value
}

private func fileName(_ name: String) -> String {
  name.utf8.map { byte in
    let character = Character(Unicode.Scalar(byte))
    return character.isASCII && (character.isLetter || character.isNumber)
      ? String(character) : "_" + String(byte, radix: 16)
  }.joined()
}
