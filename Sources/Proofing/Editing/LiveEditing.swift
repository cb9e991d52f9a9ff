import Intake
import Newspaper
import Prepress
import Production

extension LiveIssue {
  /// A file that the desk may change, as it is now; nil when the issue has no such file.
  public func source(_ file: String) async -> SourceFile? {
    guard let path = try? path(of: file), let bytes = GuardedFile(path: path).bytes else {
      return nil
    }
    return SourceFile(file, bytes)
  }

  /// Writes an edit into its file; the change then arrives as any other.
  public func edit(_ edit: SourceEdit) async throws(EditRefusal) -> EditReceipt {
    let path = try path(of: edit.file)
    guard let bytes = GuardedFile(path: path).bytes else {
      throw .notWritten("\(edit.file) cannot be read")
    }
    let now = SourceFile(edit.file, bytes)
    guard now.digest == edit.basedOn else {
      throw refusal(now, yours: edit.change.text, of: edit.file)
    }
    let changed: [UInt8]
    do throws(SourceChangeFault) {
      changed = try Intake.changed(
        bytes, of: edit.file, in: folder, edition: snapshot.edition?.code,
        by: checked(edit.change, issueFile: bytes))
    } catch {
      throw EditRefusal(error)
    }
    let receipt = EditReceipt(
      file: edit.file, before: now.digest, after: Digest.sha256(changed))
    guard changed != bytes else { return receipt }
    try replace(path, bytes, with: changed, of: edit.file, yours: edit.change.text)
    book.enter(EditBook.Entry(file: edit.file, before: bytes, after: changed))
    return receipt
  }

  /// Takes the last edit back, if its file is still as it left it.
  public func undo() async throws(EditRefusal) -> EditReceipt {
    guard let last = book.done.last else { throw .nothing }
    let receipt = try exchange(last.file, last.after, with: last.before)
    book.tookBackLast()
    return receipt
  }

  /// Makes the last edit again that was taken back, if its file is still as it was before it.
  public func redo() async throws(EditRefusal) -> EditReceipt {
    guard let last = book.undone.last else { throw .nothing }
    let receipt = try exchange(last.file, last.before, with: last.after)
    book.didLastAgain()
    return receipt
  }

  private func exchange(
    _ file: String, _ expected: [UInt8], with content: [UInt8]
  ) throws(EditRefusal) -> EditReceipt {
    try replace(
      try path(of: file), expected, with: content, of: file,
      yours: String(decoding: content, as: UTF8.self))
    return EditReceipt(
      file: file, before: Digest.sha256(expected), after: Digest.sha256(content))
  }

  private func replace(
    _ path: String, _ expected: [UInt8], with content: [UInt8], of file: String, yours: String
  ) throws(EditRefusal) {
    do throws(GuardedFile.Fault) {
      try GuardedFile(path: path).replace(expected, with: content)
    } catch {
      switch error {
      case .failed(let reason): throw .notWritten("\(file): \(reason)")
      case .changed:
        let now = GuardedFile(path: path).bytes ?? []
        throw refusal(SourceFile(file, now), yours: yours, of: file)
      }
    }
    notice(.now)
  }

  // MARK: - What may be changed

  /// The real path of a file that the issue is made from and that may be changed.
  private func path(of file: String) throws(EditRefusal) -> String {
    guard let issue = snapshot.issue, file == "issue.yaml" || issue.stories[file] != nil else {
      throw .unknown(file)
    }
    guard let path = GuardedFile.real("\(folder)/\(file)") else { throw .unknown(file) }
    let roots = [folder, issue.publication.folder].compactMap(GuardedFile.real)
    guard roots.contains(where: { path.hasPrefix($0 == "/" ? $0 : $0 + "/") }) else {
      throw .outside(file)
    }
    return path
  }

  /// The change with its stories named as the issue's file names them; refused when a slot is none
  /// of its page's or a story is no file.
  private func checked(
    _ change: SourceChange, issueFile: [UInt8]
  ) throws(SourceChangeFault) -> SourceChange {
    switch change {
    case .body, .head, .focus: return change
    case .assign(let page, let slot, let story):
      let page = try self.page(holding: slot, page)
      guard let story else { return .assign(page: page, slot: slot, story: nil) }
      guard snapshot.issue?.stories[story] != nil else { throw .unknown("story \(story)") }
      return .assign(
        page: page, slot: slot, story: Intake.storyName(story, issueFile: issueFile))
    case .swap(let page, let slot, let otherPage, let otherSlot):
      return .swap(
        page: try self.page(holding: slot, page), slot: slot,
        otherPage: try self.page(holding: otherSlot, otherPage), otherSlot: otherSlot)
    }
  }

  /// The page under which a slot that takes a story is written: a spread's is the left one.
  private func page(holding slot: String, _ number: Int) throws(SourceChangeFault) -> Int {
    let pages = snapshot.issue?.pages(of: snapshot.edition) ?? []
    guard let page = pages.first(where: { $0.numbers.contains(number) }),
      let found = page.layout.slot(slot)
    else { throw .unknown("slot \(slot) of page \(number)") }
    guard found.part.takesStory else { throw .spoils("slot \(slot) takes no story") }
    return page.number
  }

  // MARK: - Two editors at once

  /// The refusal for one who comes second, whose text is kept beside the desk's other things.
  private func refusal(_ now: SourceFile, yours: String, of file: String) -> EditRefusal {
    .changedUnderneath(now: now, yours: yours, keptAs: KeptText.keep(yours, of: file, in: folder))
  }
}

extension SourceFile {
  init(_ file: String, _ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    self.init(
      file: file, digest: Digest.sha256(bytes), text: text,
      body: Intake.body(of: bytes) ?? text)
  }
}

extension SourceChange {
  /// The words that would be lost with it.
  fileprivate var text: String {
    switch self {
    case .body(let text): text
    case .head(let key, let text): "\(key.rawValue): \(text ?? "")"
    case .focus(let photo, let x, let y): "\(photo): focus \(x), \(y)"
    case .assign(let page, let slot, let story): "\(page)/\(slot): \(story ?? "")"
    case .swap(let page, let slot, let otherPage, let otherSlot):
      "\(page)/\(slot) ⇄ \(otherPage)/\(otherSlot)"
    }
  }
}
