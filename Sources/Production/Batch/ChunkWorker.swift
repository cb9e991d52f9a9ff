import Dispatch
import FoundationEssentials
import Glibc
import Synchronization

/// A task of a cluster: makes the units of a chunk and publishes them.
///
/// What it says is written beside the chunk, a line at a time: the coordinator may be on another
/// machine, or not there at all.
public enum ChunkWorker {
  /// Makes chunk `index` of a folder; gives the exit code.
  ///
  /// 0: all are published. 65: a page was held back. 75: something is still to be made.
  public static func work(output: String, folder: String, index: Int) -> Int32 {
    let place = Chunk.Place(folder: folder, index: index)
    guard let chunk = Chunk(at: place) else { return Ending.published.rawValue }
    PressWorker.limitMemory(to: chunk.memory)
    let mouth = Mouth(place, cancelMark: PressRoom.cancelMark(output), limit: chunk.timeLimit)
    // The cluster sends it before it takes a place away.
    signal(SIGTERM, SIG_IGN)
    let push = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    push.setEventHandler {
      mouth.say(WorkerWord(unit: 0, isPushedOff: true))
      _exit(Ending.again.rawValue)
    }
    push.resume()
    let watch = DispatchSource.makeTimerSource(queue: .global())
    watch.schedule(deadline: .now() + 1, repeating: 1)
    watch.setEventHandler { mouth.endWhenOverdue() }
    watch.resume()
    defer { withExtendedLifetime((push, watch)) {} }
    let store = PressRoom.store(at: chunk.store)
    let bench = Workbench(store: store) { mouth.say($0) }
    for var order in chunk.orders {
      // Somebody may have made them meanwhile: a task that was given up for lost.
      order.units.removeAll { unit in
        guard let receipt = (try? store.receipt(of: unit.key)) ?? nil else { return false }
        mouth.say(WorkerWord(unit: unit.number, ending: receipt.isRefused ? .refused : .published))
        return true
      }
      if !order.units.isEmpty { bench.make(order) }
    }
    return mouth.exitCode.rawValue
  }

  /// Where the words go, and the watch over the unit that they tell of.
  private final class Mouth: Sendable {
    private struct State {
      var endings: Set<Ending> = []
      var current: (unit: Int, since: Double)?
    }

    private let words: Int32
    private let cancelMark: String
    private let limit: Double
    private let state = Mutex(State())

    init(_ place: Chunk.Place, cancelMark: String, limit: Double) {
      words = unsafe open(place.words, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
      self.cancelMark = cancelMark
      self.limit = limit
    }

    func say(_ word: WorkerWord) {
      if unsafe access(cancelMark, F_OK) == 0 { _exit(Ending.again.rawValue) }
      state.withLock { state in
        if let ending = word.ending {
          state.endings.insert(ending)
          if state.current?.unit == word.unit { state.current = nil }
        } else {
          state.current = (word.unit, Machine.now)
        }
        guard let line = try? JSONEncoder().encode(word) else { return }
        _ = OutputFile.write(Array(line) + [10], to: words)
      }
    }

    /// Ends the process when a unit takes too long.
    func endWhenOverdue() {
      guard let current = state.withLock({ $0.current }), Machine.now - current.since > limit else {
        return
      }
      say(
        WorkerWord(
          unit: current.unit, ending: .again,
          cause: "took longer than \(Int(limit)) seconds and was ended"))
      _exit(Ending.again.rawValue)
    }

    var exitCode: Ending {
      let endings = state.withLock { $0.endings }
      return [.noStore, .differs, .noAnswer, .again, .refused].first(where: endings.contains)
        ?? .published
    }
  }
}
