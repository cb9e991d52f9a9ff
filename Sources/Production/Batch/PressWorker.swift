import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// 工人: a process that makes units and publishes them, ordered about by lines on its standard input.
///
/// It ends at once when that is closed, as it is when the coordinator dies.
public enum PressWorker {
  /// Works until standard input ends; may use so many megabytes of addresses.
  public static func work(store address: String, memory megabytes: Int) -> Never {
    // What libraries print must not stand among the words for the coordinator.
    let words = dup(STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    limitMemory(to: megabytes)
    let inbox = Inbox()
    DispatchQueue(label: "orders").async {
      while let line = readLine() {
        let order = try? JSONDecoder().decode(WorkOrder.self, from: Data(line.utf8))
        if let order { inbox.put(order) }
      }
      _exit(0)
    }
    let bench = Workbench(store: PressRoom.store(at: address)) { word in
      // In one piece, so that words of two threads do not mix.
      let line = (try? JSONEncoder().encode(word)) ?? Data()
      _ = OutputFile.write(Array(line) + [10], to: words)
    }
    while true { bench.make(inbox.next()) }
  }

  static func limitMemory(to megabytes: Int) {
    let bytes = rlim_t(megabytes) << 20
    var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }
}

/// Orders that came in and were not yet taken up.
private final class Inbox: Sendable {
  private let orders = Mutex<[WorkOrder]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func put(_ order: WorkOrder) {
    orders.withLock { $0.append(order) }
    arrived.signal()
  }

  func next() -> WorkOrder {
    arrived.wait()
    return orders.withLock { $0.removeFirst() }
  }
}
