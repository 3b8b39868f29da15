import Errors
import Files
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One transfer from an address to a file, which goes on where the file ends.
///
/// A server that can go on answers 206 with the rest. One that cannot answers 200 with everything,
/// and the file is begun anew; 416 says that there is no rest.
final class ResumedTransfer: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var file: FileHandle
    var received = 0
    var expected: Int?
    var failure: (any Error)?
    var continuation: CheckedContinuation<Void, any Error>?
  }

  private let address: URL
  private let file: URL
  private let offset: Int
  private let progress: @Sendable (_ received: Int, _ expected: Int?) -> Void
  private let state: Mutex<State>

  /// - Parameters:
  ///   - address: what to fetch.
  ///   - file: an existing file.
  ///   - handle: the same, open for writing.
  ///   - offset: how many bytes the file has already.
  ///   - progress: is told how many bytes there are, and how many there will be if that is known.
  init(
    from address: URL, to file: URL, _ handle: FileHandle, offset: Int,
    progress: @escaping @Sendable (_ received: Int, _ expected: Int?) -> Void
  ) {
    self.address = address
    self.file = file
    self.offset = offset
    self.progress = progress
    state = Mutex(State(file: handle, received: offset))
  }

  /// Fetches all that is missing.
  ///
  /// - Throws: `InputError` if the server fails, `LocalError` if the file does.
  func run(timeout: Duration) async throws {
    var request = URLRequest(url: address)
    if offset > 0 { request.setValue("bytes=\(offset)-", forHTTPHeaderField: "Range") }
    // Packed content is what we want; nothing should unpack it on the way.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Double(timeout.components.seconds)
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: request)
    do {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          state.withLock { $0.continuation = continuation }
          task.resume()
        }
      } onCancel: {
        task.cancel()
      }
    } catch let error as InputError {
      throw error
    } catch let error as LocalError {
      throw error
    } catch {
      throw failure("an answer", Self.words(for: error))
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    let rest = response.expectedContentLength
    let isAccepted = state.withLock { state in
      switch status {
      case 200:
        state.received = 0
        if ftruncate(state.file.fileDescriptor, 0) != 0
          || lseek(state.file.fileDescriptor, 0, SEEK_SET) < 0
        {
          state.failure = LocalError(system: errno, at: file)
        }
      case 206: break
      case 416 where offset > 0: return false
      default: state.failure = failure("the file", "status \(status)")
      }
      if rest > Self.greatestSize {
        state.failure = failure("at most \(Self.greatestSize) bytes", "\(rest)")
      } else if rest >= 0 {
        state.expected = state.received + Int(rest)
      }
      return state.failure == nil
    }
    completionHandler(isAccepted ? .allow : .cancel)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let counts = state.withLock { state -> (Int, Int?)? in
      guard state.failure == nil else { return nil }
      let code = writeAll(data, to: state.file.fileDescriptor)
      if code != 0 {
        state.failure = LocalError(system: code, at: file)
        return nil
      }
      state.received += data.count
      if state.received > Self.greatestSize {
        state.failure = failure("at most \(Self.greatestSize) bytes", "more")
        return nil
      }
      return (state.received, state.expected)
    }
    if let (received, expected) = counts { progress(received, expected) } else { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
    let (continuation, failure) = state.withLock { state in
      defer { state.continuation = nil }
      return (state.continuation, state.failure)
    }
    if let failure {
      continuation?.resume(throwing: failure)
    } else if let error, status != 416 {
      continuation?.resume(throwing: error)
    } else {
      continuation?.resume()
    }
  }

  private static func words(for error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .cannotConnectToHost: "nobody who takes the call"
    case .cannotFindHost, .dnsLookupFailed: "no machine of that name"
    case .timedOut: "silence"
    case .networkConnectionLost: "a connection that broke"
    case .notConnectedToInternet: "no network"
    case .cancelled: "an interruption"
    default: "an error of the network (\((error as NSError).code))"
    }
  }

  /// Far more than the largest file of MNIST: a server that never ends must not fill the disk.
  private static let greatestSize = 100_000_000

  private func failure(_ expected: String, _ found: String) -> InputError {
    InputError(place: address.absoluteString, expected: expected, found: found)
  }
}
