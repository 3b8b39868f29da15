public import Errors
import Foundation

extension InputError {
  /// What the system says stood in the way, in words that name the file and the remedy.
  ///
  /// - Parameters:
  ///   - code: the system's error number, such as `ENOENT`.
  ///   - place: the file, as the user named it.
  ///   - expected: what was wanted of it, such as "a file that can be read".
  public init(system code: Int32, place: String, expected: String) {
    let (found, advice) = Self.words(for: code)
    self.init(place: place, expected: expected, found: found, advice: advice)
  }

  /// The same for an error that Foundation threw; an `InputError` stays as it is.
  public init(_ error: any Error, place: String, expected: String) {
    if let error = error as? InputError {
      self = error
    } else if let code = Self.systemCode(of: error) {
      self.init(system: code, place: place, expected: expected)
    } else {
      let error = error as NSError
      self.init(
        place: place, expected: expected,
        found: "an error of the system (\(error.domain) \(error.code))")
    }
  }

  /// The system's number in an error of Foundation, which wraps it once or twice.
  private static func systemCode(of error: any Error) -> Int32? {
    if let error = error as? POSIXError { return error.code.rawValue }
    let error = error as NSError
    if error.domain == NSPOSIXErrorDomain { return Int32(exactly: error.code) }
    if let inner = error.userInfo[NSUnderlyingErrorKey] as? any Error {
      return systemCode(of: inner)
    }
    guard error.domain == NSCocoaErrorDomain else { return nil }
    return switch CocoaError.Code(rawValue: error.code) {
    case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
    case .fileReadNoPermission, .fileWriteNoPermission: EACCES
    case .fileWriteFileExists: EEXIST
    case .fileWriteOutOfSpace: ENOSPC
    case .fileWriteVolumeReadOnly: EROFS
    case .fileReadTooLarge: EFBIG
    default: nil
    }
  }

  private static func words(for code: Int32) -> (found: String, advice: String?) {
    switch code {
    case ENOENT: ("no such file or folder", nil)
    case EACCES, EPERM: ("no permission", nil)
    case EISDIR: ("a folder", nil)
    case ENOTDIR: ("a file where its path needs a folder", nil)
    case EEXIST: ("something of that name there already", nil)
    case ENOTEMPTY: ("a folder that is not empty", nil)
    case ENOSPC: ("a full disk", "free some room and try again")
    case EDQUOT: ("a used-up quota", "free some room and try again")
    case EFBIG: ("a file that is too large", nil)
    case EROFS: ("a disk that can only be read", nil)
    case ELOOP: ("symbolic links that lead in a circle", nil)
    case ENAMETOOLONG: ("a name that is too long", nil)
    case EBUSY: ("a file or folder that something else uses", nil)
    case EMFILE, ENFILE: ("too many open files", nil)
    case EBADF: ("a descriptor that is not open for it", nil)
    case EPIPE: ("nobody at the other end of the pipe", nil)
    case EIO: ("a disk that fails", nil)
    case ENXIO, ENODEV: ("a device that is not there", nil)
    case ENOMEM: ("no memory left", nil)
    default: ("an error of the system: " + String(cString: strerror(code)), nil)
    }
  }
}
