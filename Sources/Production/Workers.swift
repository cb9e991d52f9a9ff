import Synchronization

/// Runs work on several workers, each with tools of its own that it never shares.
///
/// `tools` is made on the worker and stays there: shapers and drawing surfaces are not safe to
/// share, and nothing suspends while they are in use.
func onWorkers<Tools, Output: Sendable>(
  _ count: Int, items: Int, tools: @Sendable @escaping () -> Tools,
  work: @Sendable @escaping (Tools, Int) -> Output
) async -> [Output] {
  let queue = WorkQueue<Output>(items: items)
  await withDiscardingTaskGroup { group in
    for _ in 0..<max(1, min(count, items)) {
      group.addTask {
        let own = tools()
        while let index = queue.next() { queue.put(work(own, index), at: index) }
      }
    }
  }
  return queue.outputs
}

/// Items handed out one by one, and what came of them.
private final class WorkQueue<Output: Sendable>: Sendable {
  private let handedOut = Atomic<Int>(0)
  private let results: Mutex<[Output?]>
  private let items: Int

  init(items: Int) {
    self.items = items
    results = Mutex(Array(repeating: nil, count: items))
  }

  func next() -> Int? {
    let index = handedOut.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < items ? index : nil
  }

  func put(_ output: Output, at index: Int) { results.withLock { $0[index] = output } }

  var outputs: [Output] { results.withLock { $0.compactMap(\.self) } }
}
