import Newspaper

/// The file `issue.yaml`, in which the stories of slots can be changed.
struct IssueSource {
  private let editing: SourceEditing
  private let tree: Tree
  private let edition: String?

  /// What stands in a slot, and where in the file.
  private struct Place {
    /// The path of the slot's story in the tree.
    var path: [String]
    /// The slot's member; nil when it is not written.
    var member: Tree.Member?
    /// The slots of the page; nil when none are written.
    var slots: Tree?

    /// The value that names the story; nil when there is none.
    var value: Tree?
  }

  init(_ bytes: [UInt8], _ file: FilePath, edition: String?) throws(SourceChangeFault) {
    let source = SourceLines(bytes)
    guard source.isText else { throw .byHand("\(file.name) is not UTF-8") }
    editing = SourceEditing(
      source: source, yaml: { ($0.texts.joined(separator: "\n"), 0) }, file: file.name)
    guard let tree = editing.tree(of: source) else {
      throw .byHand("\(file.name) cannot be read")
    }
    self.tree = tree
    self.edition = edition
  }

  /// The file with another story in a slot, or none.
  func assigning(
    _ story: String?, to slot: String, of page: Int
  ) throws(SourceChangeFault) -> [UInt8] {
    let place = try self.place(of: slot, page)
    var wanted = SourceSaying(tree)
    wanted[place.path] = story
    return try editing.first(of: writings(of: story, at: place, slot), saying: wanted)
  }

  /// The file with the stories of two slots exchanged.
  func swapping(
    _ slot: String, of page: Int, with other: String, of otherPage: Int
  ) throws(SourceChangeFault) -> [UInt8] {
    let (first, second) = (try place(of: slot, page), try place(of: other, otherPage))
    let stories = [first, second].map { $0.value?.scalar }
    guard first.path != second.path else { return editing.source.bytes }
    var wanted = SourceSaying(tree)
    wanted[first.path] = stories[1]
    wanted[second.path] = stories[0]
    let (here, there) = (
      try writings(of: stories[1], at: first, slot), try writings(of: stories[0], at: second, other)
    )
    return try editing.first(
      of: here.flatMap { one in there.map { one + $0 } }, saying: wanted)
  }

  // MARK: - Places

  /// Where the slot of a page is filled: in the edition's own page where that says something about
  /// it, else in the issue's.
  private func place(of slot: String, _ page: Int) throws(SourceChangeFault) -> Place {
    var paths: [[String]] = [["pages"]]
    if let edition, case .list(let editions) = tree["editions"]?.content,
      let index = editions.firstIndex(where: { $0["code"]?.scalar == edition })
    {
      paths.insert(["editions", "\(index)", "pages"], at: 0)
    }
    for path in paths {
      guard let member = pages(at: path)?.members.first(where: { Int($0.key.value) == page }) else {
        continue
      }
      let slots = member.value["slots"]
      let found = slots?.members.first { $0.key.value == slot }
      // A page with a layout of its own takes no slots from the issue's.
      guard found != nil || path == paths.last || member.value["layout"] != nil else { continue }
      return try place(found, in: slots, path + [member.key.value, "slots", slot])
    }
    throw .unknown("page \(page)")
  }

  private func pages(at path: [String]) -> Tree? {
    guard path.count == 3, let index = Int(path[1]) else { return tree["pages"] }
    guard case .list(let editions) = tree["editions"]?.content else { return nil }
    return editions[index]["pages"]
  }

  private func place(
    _ member: Tree.Member?, in slots: Tree?, _ path: [String]
  ) throws(SourceChangeFault) -> Place {
    switch member?.value.content {
    case nil, .nothing: return Place(path: path, member: member, slots: slots)
    case .scalar: return Place(path: path, member: member, slots: slots, value: member?.value)
    case .mapping:
      guard let story = member?.value["story"] else { break }
      return Place(path: path + ["story"], member: member, slots: slots, value: story)
    case .list: break
    }
    throw .byHand("slot \(path.last ?? "") holds something else than a story")
  }

  // MARK: - Writing

  /// Ways to write a story into a slot.
  private func writings(
    of story: String?, at place: Place, _ slot: String
  ) throws(SourceChangeFault) -> [[SourcePatch]] {
    if let value = place.value {
      let span = try editing.span(value, "slot \(slot)")
      guard let story else {
        guard place.path.last != "story" else {
          throw .byHand("slot \(slot) has more keys than its story: \(value.at)")
        }
        return [[SourcePatch(editing.whole(span), "")]]
      }
      return span.writings(of: story).map { [$0] }
    }
    guard let story else { return [[]] }
    let styles: [String] = [.plain, .single].compactMap { ScalarSpan.text(story, $0) }
    if let member = place.member {
      guard let after = editing.afterColon(of: member.key) else {
        throw .byHand("slot \(slot) has an unusual key: \(member.value.at)")
      }
      return styles.map { [SourcePatch(after..<after, " " + $0)] }
    }
    return try insertions(of: styles, as: slot, into: place.slots)
  }

  /// Ways to write a slot that is not there yet: after the last one, on a line of its own or in
  /// the same brackets.
  private func insertions(
    of styles: [String], as slot: String, into slots: Tree?
  ) throws(SourceChangeFault) -> [[SourcePatch]] {
    guard let slots, let last = slots.members.last, let at = last.key.at,
      let start = editing.source.offset(of: at)
    else { throw .byHand("the page names no slots yet: write slots: and \(slot) under it") }
    let source = editing.source
    let line = source.lines[source.line(at: start)]
    let end = String(decoding: source.lineEnd, as: UTF8.self)
    let blank = String(repeating: " ", count: at.column - 1)
    return styles.flatMap { story in
      [
        [SourcePatch(line.upperBound..<line.upperBound, "\(end)\(blank)\(slot): \(story)")],
        [SourcePatch(start..<start, "\(slot): \(story), ")],
      ]
    }
  }
}
