import GRDB
import Production

// Remarks and signatures are told from the log: there is nothing else that could differ from it.

extension Database {
  func remarks(on page: DeskPage?) throws -> [Remark] {
    var remarks: [Remark] = []
    var places: [Int: Int] = [:]
    for entry in try entries(of: [.remark, .reply, .resolve, .reopen], on: page) {
      if let remark = Remark(entry) {
        places[entry.number] = remarks.count
        remarks.append(remark)
      } else if let place = entry.concerns.flatMap({ places[$0] }) {
        remarks[place].add(entry)
      }
    }
    return remarks
  }

  func signatures(on page: DeskPage?) throws -> [Signature] {
    var signatures: [Signature] = []
    var places: [Int: Int] = [:]
    for entry in try entries(of: [.sign, .withdraw], on: page) {
      if let signature = Signature(entry) {
        places[entry.number] = signatures.count
        signatures.append(signature)
      } else if let place = entry.concerns.flatMap({ places[$0] }) {
        signatures[place].withdrawnBy = entry.by
      }
    }
    return signatures
  }

  /// Entries of some kinds on a page, or on all.
  func entries(of kinds: [LogEntry.Kind], on page: DeskPage?) throws -> [LogEntry] {
    let marks = kinds.map { _ in "?" }.joined(separator: ",")
    var arguments = StatementArguments(kinds.map(\.rawValue))
    guard let page else { return try entries("kind IN (\(marks))", arguments) }
    arguments += [page.number, page.edition]
    return try entries("kind IN (\(marks)) AND page = ? AND edition IS ?", arguments)
  }
}

extension Remark {
  init?(_ entry: LogEntry) {
    guard entry.kind == .remark, let page = entry.deskPage, let digest = entry.digest,
      let place = entry.place, let text = entry.text
    else { return nil }
    self.init(
      number: entry.number, page: page, digest: digest, place: place, text: text, by: entry.by,
      at: entry.at, replies: [], resolvedBy: nil)
  }

  mutating func add(_ entry: LogEntry) {
    switch entry.kind {
    case .reply:
      replies.append(
        Reply(number: entry.number, text: entry.text ?? "", by: entry.by, at: entry.at))
    case .resolve: resolvedBy = entry.by
    case .reopen: resolvedBy = nil
    case .keep, .remark, .sign, .withdraw, .edit: break
    }
  }
}

extension Signature {
  init?(_ entry: LogEntry) {
    guard entry.kind == .sign, let page = entry.deskPage, let digest = entry.digest,
      let stage = entry.stage, let role = entry.role
    else { return nil }
    self.init(
      number: entry.number, page: page, digest: digest, stage: stage, role: role, by: entry.by,
      at: entry.at, withdrawnBy: nil)
  }
}

extension Optional {
  /// What an entry that was just made tells.
  func unwrapped(_ page: Int) throws(DeskFault) -> Wrapped {
    guard let value = self else {
      throw DeskFault(.broken, at: "page \(page)", "an entry of the log cannot be read back")
    }
    return value
  }
}
