import FoundationEssentials
import Glibc
import Intake
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

// MARK: - Looking

extension WatchFolder {
  /// A complete issue whose turn has come.
  struct Drop {
    var note: DropNote
    var due: Deadline?
    var faults: Report

    var name: String { note.issue }

    func isBefore(_ other: Drop) -> Bool {
      if note.isSuspect != other.note.isSuspect { return other.note.isSuspect }
      let own = Urgency(tier: .edition, due: due, rank: 0)
      return own.isBefore(Urgency(tier: .edition, due: other.due, rank: 0))
        ?? ((note.since, name) < (other.note.since, other.name))
    }
  }

  /// Whether an issue is about to be complete; one that never comes to rest is left for next time.
  var isSomethingComing: Bool {
    var patience = 5 + 5 * order.interval
    if case .quiet(let seconds) = order.sign { patience += 3 * seconds }
    return !seen.isEmpty && Machine.now - lastWork < patience
  }

  /// The issues that are complete and wait for work, the most urgent first.
  func look() -> [Drop] {
    let entries = names()
    let folders = Set(entries.filter(isFolder))
    for name in entries where name.hasSuffix(DropNote.ending) {
      let issue = String(name.dropLast(DropNote.ending.count))
      if !folders.contains(issue) { takeAway(issue) }
    }
    tellCensus(entries)
    let candidates = folders.sorted().filter(isIssue)
    for name in Array(seen.keys) where !candidates.contains(name) { seen[name] = nil }
    return candidates.compactMap(drop).sorted { $0.isBefore($1) }
  }

  func tellCensus(_ entries: [String]) {
    var counts: [DropState: Int] = [:]
    for name in entries where name.hasSuffix(DropNote.ending) {
      if let note = note(about: String(name.dropLast(DropNote.ending.count))) {
        counts[note.state, default: 0] += 1
      }
    }
    if counts != census { tell(.census(counts)) }
    census = counts
  }

  /// What lies in the folder, in order; empty while it cannot be read.
  func names() -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: order.folder)
      lastFault = nil
      return names.filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      let fault = Diagnostic(
        .error, "watch.folder", subject: order.folder,
        "\(order.folder): the folder that is watched cannot be read",
        hints: ["make it, or see that its disk is there"])
      if lastFault != fault { tell(.finding(fault)) }
      lastFault = fault
      return []
    }
  }

  /// Whether an entry is a folder, or a link to one.
  func isFolder(_ name: String) -> Bool {
    var status = stat()
    if unsafe stat("\(order.folder)/\(name)", &status) == 0 { return status.kind == S_IFDIR }
    if name.unicodeScalars.contains("\u{FFFD}") { tellOfName(name, "is not UTF-8") }
    return false
  }

  /// Whether a folder is meant as an issue; one that lets nobody in is told.
  func isIssue(_ name: String) -> Bool {
    let file =
      switch order.sign {
      case .marker(let marker): marker
      case .quiet: "issue.yaml"
      }
    var status = stat()
    let isThere = unsafe lstat("\(order.folder)/\(name)/\(file)", &status) == 0 || errno == EACCES
    // Its report could not stand beside it.
    if isThere, name.utf8.count > 200 {
      tellOfName(name, "is longer than 200 bytes")
      return false
    }
    return isThere
  }

  func tellOfName(_ name: String, _ words: String) {
    guard toldNames.insert(name).inserted else { return }
    tell(
      .finding(
        Diagnostic(
          .error, "watch.name", subject: name, "\(name): its name \(words)",
          hints: ["give it another name"])))
  }

  func note(about name: String) -> DropNote? {
    unwritten[name] ?? DropNote(about: name, in: order.folder)
  }

  /// An issue, when it is complete and something is to be done.
  func drop(_ name: String) -> Drop? {
    let known = note(about: name)
    var marker: (name: String, sign: String)?
    if case .marker(let file) = order.sign {
      var status = stat()
      if unsafe lstat("\(order.folder)/\(name)/\(file)", &status) == 0 {
        marker = (file, status.state)
      } else {
        guard errno == EACCES else { return nil }
        marker = (file, "closed")
      }
      if let known, known.state.isEnd, known.sign == marker?.sign { return settled(name) }
    }
    if let wait = later[name], Machine.now < wait.moment {
      guard let sign = marker?.sign, sign != known?.sign else { return nil }
    }
    let listing = DropListing(of: name, in: order.folder, without: marker?.name)
    let sign = marker?.sign ?? listing.digest
    if let known, known.sign == sign {
      // Taken up before: what is being written over now waits for its marker.
      guard !known.state.isEnd, known.listing == listing.digest else { return settled(name) }
      seen[name] = nil
      return Drop(note: known, due: due(known), faults: listing.faults)
    }
    guard hasSettled(name, sign, listing.digest) else { return nil }
    return receive(name, sign: sign, listing)
  }

  private func settled(_ name: String) -> Drop? {
    seen[name] = nil
    return nil
  }

  /// Whether an issue has stayed as it is for long enough.
  func hasSettled(_ name: String, _ sign: String, _ listing: String) -> Bool {
    let now = Machine.now
    guard let last = seen[name], last.sign == sign, last.listing == listing else {
      seen[name] = (sign, listing, now)
      return false
    }
    let wait =
      switch order.sign {
      // A marker may have been copied before the rest.
      case .marker: order.interval * 0.9
      case .quiet(let seconds): seconds
      }
    return now - last.since >= wait
  }

  /// Notes an issue that has become complete.
  func receive(_ name: String, sign: String, _ listing: DropListing) -> Drop {
    seen[name] = nil
    later[name] = nil
    var note = DropNote(name, sign: sign, listing: listing.digest)
    // Should reading it end us, it goes behind the others.
    note.attempts = listing.faults.hasErrors ? 0 : 1
    keep(note)
    if !listing.faults.hasErrors {
      let path = "\(order.folder)/\(name)"
      let issue = Intake.issue(at: path, layouts: Installation.layouts).issue
      note.due = issue?.deadline?.iso
      note.attempts = 0
      keep(note)
    }
    tell(.state(name: name, .received, cause: nil, due: due(note)))
    return Drop(note: note, due: due(note), faults: listing.faults)
  }

  func due(_ note: DropNote) -> Deadline? { note.due.flatMap(Deadline.init(iso:)) }

  /// Ends an issue whose folder was taken away, or replaced by something else.
  func takeAway(_ name: String) {
    guard var note = note(about: name), !note.state.isEnd else { return }
    later[name] = nil
    note.enter(.gone, cause: "its folder is no longer there")
    keep(note)
    tell(.state(name: name, .gone, cause: note.cause, due: nil))
  }

  func keep(_ note: DropNote) {
    let fault = note.write(in: order.folder)
    unwritten[note.issue] = fault.hasErrors ? note : nil
    for finding in fault.diagnostics { tell(.finding(finding)) }
  }
}
