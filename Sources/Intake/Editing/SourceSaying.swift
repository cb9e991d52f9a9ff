import Newspaper

/// What a YAML file says, value by value, wherever and however it is written.
struct SourceSaying: Equatable {
  private(set) var values: [[String]: String] = [:]

  init(_ tree: Tree) { add(tree, at: []) }

  private mutating func add(_ tree: Tree, at path: [String]) {
    switch tree.content {
    case .nothing: break
    case .scalar(let text, _): values[path] = text
    case .list(let items):
      values[path + ["#"]] = "\(items.count)"
      for (index, item) in items.enumerated() { add(item, at: path + ["\(index)"]) }
    case .mapping(let members):
      for member in members { add(member.value, at: path + [member.key.value]) }
    }
  }

  /// The value at a path; nil for none.
  subscript(path: [String]) -> String? {
    get { values[path] }
    set { values[path] = newValue }
  }

  /// Whether another says the same, line ends at the end of values aside.
  func says(_ other: SourceSaying) -> Bool {
    guard values.count == other.values.count else { return false }
    return values.allSatisfy { path, value in
      other.values[path].map { $0 == value || $0.trimmed == value.trimmed } ?? false
    }
  }
}

/// Finds the one way to write a value that leaves everything else as it was.
struct SourceEditing {
  let source: SourceLines
  /// The text that is YAML, and how many lines of the file stand before it.
  let yaml: (SourceLines) -> (text: String, offset: Int)?
  let file: String

  /// The tree of some bytes; nil when they cannot be read.
  func tree(of source: SourceLines) -> Tree? {
    var report = Report()
    guard let (text, offset) = yaml(source),
      let tree = Tree(yaml: text, file: file, offset: offset, report: &report),
      !report.hasErrors
    else { return nil }
    return tree
  }

  /// The bytes with the first of some alternatives that says what is wanted and nothing else new.
  func first(
    of alternatives: [[SourcePatch]], saying wanted: SourceSaying
  ) throws(SourceChangeFault) -> [UInt8] {
    for patches in alternatives {
      guard let bytes = SourcePatch.apply(patches, to: source.bytes),
        let tree = tree(of: SourceLines(bytes)), SourceSaying(tree).says(wanted)
      else { continue }
      return bytes
    }
    throw .spoils("the text cannot be written into \(file) without changing more than it")
  }

  /// A value's place, or the refusal that says it must be changed in the file.
  func span(_ value: Tree, _ what: String) throws(SourceChangeFault) -> ScalarSpan {
    if let span = ScalarSpan(value, in: source) { return span }
    throw .byHand("\(what) is written in a way that only its file can be changed: \(value.at)")
  }

  /// The place right after the colon of a key that has no value.
  func afterColon(of key: Located<String>) -> Int? {
    guard let place = key.at, let start = source.offset(of: place) else { return nil }
    let line = source.lines[source.line(at: start)]
    return source.bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 }
  }

  /// The bytes of a value with the blanks before it, for taking it out.
  func whole(_ span: ScalarSpan) -> Range<Int> {
    var start = span.range.lowerBound
    while start > 0, source.bytes[start - 1] == 32 { start -= 1 }
    return start..<span.range.upperBound
  }
}
