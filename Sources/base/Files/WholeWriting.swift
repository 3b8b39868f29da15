public import Foundation

/// Writes all bytes to an open descriptor, in as many goes as it takes.
///
/// - Returns: 0, or the system's number of the error that stood in the way.
public func writeAll(_ bytes: Data, to descriptor: Int32) -> Int32 {
  bytes.withUnsafeBytes { bytes -> Int32 in
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let count = write(descriptor, part.baseAddress, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}
