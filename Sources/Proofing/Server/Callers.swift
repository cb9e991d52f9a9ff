import FlyingSocks
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Open connections, each with the moment by which it must have moved on.
///
/// Whoever is late is turned out by shutting the socket down, which ends every wait on it; so
/// neither a caller that sends a byte a minute nor one that never reads holds anything up.
final class Callers: Sendable {
  private struct Caller {
    var address: String
    var due: ContinuousClock.Instant?
  }

  private let limits: DeskLimits
  private let open = Mutex<[Int32: Caller]>([:])

  init(limits: DeskLimits) {
    self.limits = limits
  }

  /// How many are connected.
  var count: Int { open.withLock(\.count) }

  /// Lets a connection in; false when there are too many.
  func admit(_ socket: Socket, from address: String) -> Bool {
    open.withLock { open in
      guard open.count < limits.connections else { return false }
      if !address.isLoopback {
        let same = open.values.count { $0.address == address }
        guard same < limits.connectionsOfAnAddress else { return false }
      }
      open[socket.file.rawValue] = Caller(address: address, due: .now + limits.reading)
      return true
    }
  }

  /// From now on a connection must have moved within so long; without a term it may take its time.
  func expect(_ socket: Socket, within term: Duration?) {
    open.withLock { $0[socket.file.rawValue]?.due = term.map { .now + $0 } }
  }

  /// Closes a connection; under the lock, as the number of its socket may be given away at once.
  func leave(_ socket: Socket) {
    open.withLock { open in
      open[socket.file.rawValue] = nil
      try? socket.close()
    }
  }

  /// Turns out whoever is late.
  func turnOutTheLate(now: ContinuousClock.Instant = .now) {
    open.withLock { open in
      for (file, caller) in open {
        if let due = caller.due, due < now { _ = shutdown(file, Int32(SHUT_RDWR)) }
      }
    }
  }
}

extension String {
  /// Whether a numerical address is this machine's own.
  var isLoopback: Bool {
    hasPrefix("127.") || self == "::1" || hasPrefix("::ffff:127.")
  }
}
