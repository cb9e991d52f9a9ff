import Newspaper

/// The file of a story, in which single values can be changed.
struct StorySource {
  private let editing: SourceEditing
  private let file: FilePath
  private let tree: Tree
  /// The index of the line that closes the front matter.
  private let close: Int

  private var source: SourceLines { editing.source }

  init(_ bytes: [UInt8], _ file: FilePath) throws(SourceChangeFault) {
    let source = SourceLines(bytes)
    guard source.isText else { throw .byHand("\(file.name) is not UTF-8") }
    guard let close = source.frontMatterEnd else {
      throw .byHand("\(file.name) has no front matter between two lines of ---")
    }
    self.close = close
    self.file = file
    editing = SourceEditing(
      source: source,
      yaml: { source in
        source.frontMatterEnd.map { (source.texts[1..<$0].joined(separator: "\n"), 1) }
      }, file: file.name)
    guard let tree = editing.tree(of: source) else {
      throw .byHand("the front matter of \(file.name) cannot be read")
    }
    self.tree = tree
  }

  // MARK: - Body

  /// The file with another body: lines that are the same keep their bytes.
  func withBody(_ text: String) throws(SourceChangeFault) -> [UInt8] {
    let wanted = try clean(text).split(separator: "\n", omittingEmptySubsequences: false)
    let first = close + 1
    let lines = source.lines[min(first, source.lines.count)...]
    let old = lines.map { Array(source.bytes[$0]) }
    let new = wanted.map { Array($0.utf8) }
    if old == new { return source.bytes }
    let end = source.lineEnd
    guard !old.isEmpty else {
      return source.bytes + end + Array(new.joined(separator: end))
    }
    let same = zip(old, new).prefix { $0 == $1 }.count
    let most = min(old.count, new.count) - same
    let sameEnd = zip(old.reversed(), new.reversed()).prefix(most).prefix { $0 == $1 }.count
    var bytes = Array(source.bytes[..<lines[lines.startIndex].lowerBound])
    for index in new.indices {
      bytes += new[index]
      guard index + 1 < new.count else { break }
      // A line that was there keeps its end.
      let fromEnd = new.count - index
      let standing =
        index < same ? index : fromEnd <= sameEnd ? old.count - fromEnd : nil
      bytes += standing.flatMap(self.end(ofBodyLine:)) ?? end
    }
    try checkStory(bytes)
    return bytes
  }

  private func end(ofBodyLine index: Int) -> [UInt8]? {
    let line = close + 1 + index
    guard source.lines.indices.contains(line), source.lines.indices.contains(line + 1) else {
      return nil
    }
    return Array(source.bytes[source.lines[line].upperBound..<source.lines[line + 1].lowerBound])
  }

  // MARK: - Front matter

  /// The file with another head, or without it.
  func with(
    _ key: SourceChange.HeadKey, _ value: String?
  ) throws(SourceChangeFault) -> [UInt8] {
    let text = try value.map { (text) throws(SourceChangeFault) in try clean(text).trimmed }
    let value = text?.isEmpty == true ? nil : text
    if key == .headline, value == nil { throw .spoils("a story needs its headline") }
    if key != .headline, value?.contains("\n") == true {
      throw .spoils("\(key.rawValue) is one line")
    }
    var wanted = SourceSaying(tree)
    let member = tree.members.first { $0.key.value == key.rawValue }
    if let member, case .list = member.value.content {
      throw .byHand("\(key.rawValue) is written as a list: \(member.value.at)")
    }
    wanted[[key.rawValue]] = value
    let bytes: [UInt8]
    switch (member, value) {
    case (nil, nil): return source.bytes
    case (let member?, let value?) where !member.value.isNothing:
      let span = try editing.span(member.value, key.rawValue)
      bytes = try editing.first(of: span.writings(of: value).map { [$0] }, saying: wanted)
    case (let member?, nil) where !member.value.isNothing:
      let span = try editing.span(member.value, key.rawValue)
      guard case .literal = span.style else {
        bytes = try editing.first(
          of: [[SourcePatch(editing.whole(span), "")]], saying: wanted)
        break
      }
      throw .byHand("\(key.rawValue) takes several lines: \(member.value.at)")
    case (_?, nil): return source.bytes
    case (let member?, let value?):
      guard let place = editing.afterColon(of: member.key) else {
        throw .byHand("\(key.rawValue) has an unusual key: \(member.value.at)")
      }
      bytes = try editing.first(
        of: Self.styles(value).map { [SourcePatch(place..<place, " " + $0)] }, saying: wanted)
    case (nil, let value?):
      let place = source.lines[line(toInsert: key)].lowerBound
      let end = String(decoding: source.lineEnd, as: UTF8.self)
      bytes = try editing.first(
        of: Self.styles(value).map {
          [SourcePatch(place..<place, "\(key.rawValue): \($0)\(end)")]
        }, saying: wanted)
    }
    try checkStory(bytes)
    return bytes
  }

  private static func styles(_ value: String) -> [String] {
    [.plain, .single, .double].compactMap { ScalarSpan.text(value, $0) }
  }

  /// The line before which a head that is not there yet belongs: a kicker before the headline,
  /// anything else after the heads that are.
  private func line(toInsert key: SourceChange.HeadKey) -> Int {
    let order = SourceChange.HeadKey.allCases
    let later = order.drop { $0 != key }.dropFirst().map(\.rawValue)
    let keys = tree.members.map(\.key)
    if let next = keys.first(where: { later.contains($0.value) })?.at { return next.line - 1 }
    let earlier = order.prefix { $0 != key }.map(\.rawValue)
    if let last = keys.lastIndex(where: { earlier.contains($0.value) }), last + 1 < keys.count,
      let next = keys[last + 1].at
    {
      return next.line - 1
    }
    return close
  }

  /// The file with another focus point of a photo.
  func withFocus(of photo: String, x: Int, y: Int) throws(SourceChangeFault) -> [UInt8] {
    guard (0...1000).contains(x), (0...1000).contains(y) else {
      throw .spoils("a focus point stands in the picture, from 0 to 1000 thousandths")
    }
    let (path, keys) = try entry(of: photo)
    let numbers = [x, y].map { (Double($0) / 1000).formatted(places: 3) }
    var wanted = SourceSaying(tree)
    wanted[path + ["focus", "#"]] = "2"
    for (index, number) in numbers.enumerated() {
      wanted[path + ["focus", "\(index)"]] = number
    }
    if let focus = keys["focus"], !focus.isNothing {
      guard case .list(let items) = focus.content, items.count == 2 else {
        throw .byHand("focus is not written as two numbers: \(focus.at)")
      }
      var patches: [SourcePatch] = []
      for (item, number) in zip(items, numbers) {
        patches.append(SourcePatch(try editing.span(item, "focus").range, number))
      }
      return try editing.first(of: [patches], saying: wanted)
    }
    return try editing.first(
      of: insertions(of: "focus: [\(numbers.joined(separator: ", "))]", into: keys),
      saying: wanted)
  }

  /// The keys of a photo, and where they stand in the tree.
  private func entry(of photo: String) throws(SourceChangeFault) -> ([String], Tree) {
    if case .list(let photos) = tree["photos"]?.content,
      let index = photos.firstIndex(where: { $0["file"]?.scalar?.trimmed == photo })
    {
      return (["photos", "\(index)"], photos[index])
    }
    if let portrait = tree["portrait"], portrait["file"]?.scalar?.trimmed == photo {
      return (["portrait"], portrait)
    }
    throw .unknown("photo \(photo) of \(file.name)")
  }

  /// Ways to add a key to a photo: after its file, on a line of its own or in its brackets.
  private func insertions(of text: String, into keys: Tree) throws(SourceChangeFault)
    -> [[SourcePatch]]
  {
    guard let member = keys.members.first(where: { $0.key.value == "file" }),
      let column = member.key.at?.column
    else { throw .byHand("the photo is written in an unusual way: \(keys.at)") }
    let span = try editing.span(member.value, "file")
    let lineEnd = source.lines[source.line(at: span.range.lowerBound)].upperBound
    let blank = String(repeating: " ", count: max(0, column - 1))
    let end = String(decoding: source.lineEnd, as: UTF8.self)
    return [
      [SourcePatch(lineEnd..<lineEnd, end + blank + text)],
      [SourcePatch(span.range.upperBound..<span.range.upperBound, ", " + text)],
    ]
  }

  // MARK: - Checks

  /// Text as it may stand in a file: lines ending in `\n`, no control characters.
  private func clean(_ text: String) throws(SourceChangeFault) -> String {
    let lines = SourceLines(Array(text.utf8)).texts.joined(separator: "\n")
    let isFit = lines.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || scalar == "\t"
        || !(scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value))
    }
    guard isFit else { throw .spoils("the text holds control characters") }
    guard lines.utf8.count <= Reading.mostBytes / 2 else {
      throw .spoils("\(lines.utf8.count >> 20) MB is too large for a text")
    }
    return lines
  }

  /// Refuses a file in which reading finds faults that were not there before.
  private func checkStory(_ bytes: [UInt8]) throws(SourceChangeFault) {
    let before = errors(of: source.bytes)
    if let new = errors(of: bytes).first(where: { error in !before.contains(error) }) {
      throw .spoils(new)
    }
  }

  private func errors(of bytes: [UInt8]) -> [String] {
    var reading = Reading()
    guard let text = reading.text(bytes, file: file.name) else {
      return reading.report.diagnostics.map(\.summary)
    }
    _ = StoryFile.story(text, file: file, reading: &reading)
    return reading.report.diagnostics.filter { $0.severity == .error }.map(\.summary)
  }
}

extension Tree {
  /// Whether there is no value.
  var isNothing: Bool { if case .nothing = content { true } else { false } }
}
