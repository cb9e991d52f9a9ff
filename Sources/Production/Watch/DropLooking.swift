import FoundationEssentials
import Glibc
import Intake
import Newspaper

// Looking for issues that are complete.

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
