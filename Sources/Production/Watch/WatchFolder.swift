import Glibc
public import Newspaper

/// 待印箱: a folder into which issues are dropped; each is made, checked and delivered by itself.
///
/// It is looked at again and again, as network disks tell nobody of changes. All that is remembered
/// of an issue stands in a note beside it, and pages and deliveries remember themselves, so that it
/// may be killed at any moment.
public final class WatchFolder {
  /// For how long to watch.
  public enum Term: Sendable {
    /// Until somebody says stop.
    case forGood
    /// Until nothing is there that could be done now.
    case once
  }

  let order: WatchOrder
  let clearance: (Issue) async -> Clearance?
  let deliver: (([String]) -> DropDelivery)?
  let isWanted: () -> Bool
  let tell: (WatchEvent) -> Void

  /// What an issue's folder held when it was looked at first, and when that was.
  var seen: [String: (sign: String, listing: String, since: Double)] = [:]
  /// Notes that could not be written.
  var unwritten: [String: DropNote] = [:]
  /// Issues that are to be tried again, not before a moment.
  var later: [String: (moment: Double, wait: Double)] = [:]
  /// What was told of the folder last, and which names it was told of, so that it is told once.
  var lastFault: Diagnostic?
  var toldNames: Set<String> = []
  /// How many issues are in which state, as was told last.
  var census: [DropState: Int]?
  /// When an issue was last worked at.
  var lastWork = Machine.now
  /// What came of all issues handled.
  var outcome = Report()

  /// Prepares to watch.
  ///
  /// `clearance` gives who says whether the pages of an issue are signed; `deliver` takes complete
  /// edition folders; `isWanted` is asked now and then whether to go on.
  public init(
    _ order: WatchOrder, clearance: @escaping (Issue) async -> Clearance? = { _ in nil },
    deliver: (([String]) -> DropDelivery)?, isWanted: @escaping () -> Bool,
    tell: @escaping (WatchEvent) -> Void
  ) {
    self.order = order
    self.clearance = clearance
    self.deliver = deliver
    self.isWanted = isWanted
    self.tell = tell
  }

  /// Watches; gives the errors of the issues handled, and what kept the folder from being watched.
  public func watch(_ term: Term) async -> Report {
    outcome.add(OutputFolder.prepare(order.output))
    guard !outcome.hasErrors, let lock = takeLock() else { return outcome }
    defer { withExtendedLifetime(lock) {} }
    tidy()
    while isWanted() {
      let ready = look()
      if let first = ready.first {
        await handle(first)
        lastWork = Machine.now
        continue
      }
      if case .once = term, !isSomethingComing { break }
      pause()
    }
    for name in later.keys.sorted() { outcome.add(Self.left(name)) }
    if let lastFault { outcome.add(lastFault) }
    return outcome
  }

  func takeLock() -> RunLock? {
    do throws(OutputFile.Failure) {
      try OutputFile.makeFolder(PressRoom.place(order.output))
      if let lock = try RunLock("\(PressRoom.place(order.output))/watch.lock") { return lock }
    } catch {
      outcome.add(error.diagnostic)
      return nil
    }
    outcome.add(
      Diagnostic(
        .error, "watch.busy", subject: order.output,
        "\(order.output): another forme watch writes here",
        hints: ["wait for it, or write to another folder"]))
    return nil
  }

  /// Removes what a killed watch was about to write beside the issues.
  func tidy() {
    let endings = [DropNote.ending] + DropReport.endings
    for name in names() where name.hasSuffix(".part") {
      let parts = name.dropLast(".part".count).split(separator: ".")
      let whole = parts.dropLast().joined(separator: ".")
      guard parts.last.flatMap({ Int($0) }) != nil, endings.contains(where: whole.hasSuffix) else {
        continue
      }
      unsafe unlink("\(order.folder)/\(name)")
    }
  }

  func pause() {
    poll(nil, 0, Int32(order.interval * 1000))
  }

  static func left(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, "watch.later", subject: name, "\(name): to be tried again",
      explanation: "Its report says what stood in the way.",
      hints: ["run forme watch again in a while"])
  }
}
