import FlyingSocks
import Foundation
import Synchronization

/// 通报: tells all open browsers at once what changed.
///
/// Each piece of news is written out once. A listener that does not keep up loses the oldest, and
/// sees by the numbers that it must read the whole again.
final class Bulletin: Sendable {
  private struct Listeners {
    var continuations: [Int: AsyncStream<[UInt8]>.Continuation] = [:]
    /// Of those who came with an account.
    var sessions: [Int: String] = [:]
    var nextListener = 0
    var number = 0
  }

  private let listeners = Mutex(Listeners())

  /// How many listen.
  var count: Int { listeners.withLock { $0.continuations.count } }

  /// Tells news of a kind.
  func tell(_ kind: String, _ news: some Encodable) {
    let json = String(decoding: news.json, as: UTF8.self)
    listeners.withLock { listeners in
      listeners.number += 1
      let bytes = Array("id: \(listeners.number)\nevent: \(kind)\ndata: \(json)\n\n".utf8)
      for continuation in listeners.continuations.values { continuation.yield(bytes) }
    }
  }

  /// Says something without meaning, so that connections to browsers that went away are noticed.
  func beat() {
    listeners.withLock { listeners in
      for continuation in listeners.continuations.values { continuation.yield(Array(":\n\n".utf8)) }
    }
  }

  /// The sessions in which somebody listens.
  var sessions: Set<String> { listeners.withLock { Set($0.sessions.values) } }

  /// Ends what is told in a session.
  func end(_ session: String) {
    let ended = listeners.withLock { listeners in
      listeners.sessions.filter { $0.value == session }.keys.map { listeners.continuations[$0] }
    }
    for continuation in ended { continuation?.finish() }
  }

  /// The news from now on, as a server-sent event stream; `session` is that of an account.
  func listen(in session: String? = nil) -> EventBytes {
    let (stream, continuation) = AsyncStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .bufferingNewest(32))
    let listener = listeners.withLock { listeners in
      listeners.nextListener += 1
      listeners.continuations[listeners.nextListener] = continuation
      listeners.sessions[listeners.nextListener] = session
      continuation.yield(
        Array("retry: 1000\nid: \(listeners.number)\nevent: hello\ndata: {}\n\n".utf8))
      return listeners.nextListener
    }
    continuation.onTermination = { [weak self] _ in
      self?.listeners.withLock { listeners in
        listeners.continuations[listener] = nil
        listeners.sessions[listener] = nil
      }
    }
    return EventBytes(stream: stream)
  }
}

/// An event stream as a body.
struct EventBytes: AsyncBufferedSequence {
  let stream: AsyncStream<[UInt8]>

  func makeAsyncIterator() -> Iterator { Iterator(events: stream.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var events: AsyncStream<[UInt8]>.Iterator

    mutating func next() async throws -> UInt8? { nil }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      await events.next()
    }
  }
}
