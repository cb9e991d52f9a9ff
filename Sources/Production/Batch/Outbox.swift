import Dispatch

/// 送库: publishes finished units on a thread of its own, in their order, so that a disk or a store
/// that takes its time to sync holds up no page.
///
/// It takes two at a time; who brings a third waits, as memory is bounded.
final class Outbox: Sendable {
  /// A unit that is finished.
  struct Piece: Sendable {
    var unit: Int
    var files: [(name: String, pdf: [UInt8])]
    var receipt: Receipt
  }

  private let store: any PressStore
  private let say: @Sendable (WorkerWord) -> Void
  private let line = DispatchQueue(label: "outbox")
  private let room = DispatchSemaphore(value: 2)

  init(store: any PressStore, say: @escaping @Sendable (WorkerWord) -> Void) {
    self.store = store
    self.say = say
  }

  /// Takes a unit; how it ended is said once it is published.
  func send(_ piece: Piece) {
    room.wait()
    line.async { [self] in
      let (ending, cause) = publish(piece)
      say(WorkerWord(unit: piece.unit, ending: ending, cause: cause))
      room.signal()
    }
  }

  /// Waits until all that was sent has ended.
  func empty() { line.sync {} }

  private func publish(_ piece: Piece) -> (Ending, String?) {
    do throws(StoreFault) {
      if case .differs(let name) = try store.publish(piece.files, piece.receipt) {
        return (.differs, "\(name) lies in the store with other bytes")
      }
      return (piece.receipt.isRefused ? .refused : .published, nil)
    } catch {
      return (error.ending, error.cause)
    }
  }
}

extension StoreFault {
  /// How a unit ends that met it.
  var ending: Ending {
    switch self {
    case .notWritten, .refused: .noStore
    case .unreachable: .noAnswer
    }
  }

  /// The same for people.
  var cause: String {
    switch self {
    case .notWritten(let path, let reason): "\(path) cannot be written: \(reason)"
    case .unreachable(let reason), .refused(let reason): reason
    }
  }
}
