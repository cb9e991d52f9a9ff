import Newspaper

/// Checks trees against their kinds and collects all that is wrong on the way.
struct Reading {
  var report = Report()
  /// The declared inks; nil while they are not known yet (any ink name is then accepted).
  var inks: InkTable?
  var disk = Disk()
  /// The stories, for a reading that will be made again; nil for one that is made once.
  var copy: StoryCopy?

  /// The record a tree holds, nil when it is no mapping at all.
  mutating func check(_ tree: Tree, as record: Record) -> Checked? {
    value(of: tree, as: .record(record), subject: record.name)?.value.checked
  }

  /// The checked value of a tree; nil (and a diagnostic) when it is not of the kind.
  mutating func value(of tree: Tree, as kind: Kind, subject: String) -> Located<CheckedValue>? {
    let found: CheckedValue? =
      switch kind {
      case .list(let kind, let count): list(tree, of: kind, count: count, subject: subject)
      case .table(let kind, _): table(tree, of: kind, subject: subject)
      case .record(let record): checked(tree, record, subject: subject)
      case .variants(let key, let records):
        variant(tree, key: key, records, subject: subject)
      case .either(let kinds): either(tree, kinds, subject: subject)
      case .lines: lines(tree, subject: subject)
      case .paint: paint(tree, subject: subject)
      default: scalar(tree, kind, subject: subject)
      }
    return found.map { Located($0, at: tree.at) }
  }

  /// Adds a fault in what somebody wrote.
  mutating func fault(
    _ code: String, _ subject: String, at: SourceRange?, page: Int? = nil, _ summary: String,
    explanation: String? = nil, hints: [String] = []
  ) {
    report.add(
      Diagnostic(
        .error, code, subject: subject, at: at, page: page, summary, explanation: explanation,
        hints: hints))
  }

  mutating func mismatch(_ tree: Tree, _ kind: Kind, subject: String) -> CheckedValue? {
    fault(
      "value.type", subject, at: tree.at,
      "\(subject): expected \(kind.words), found \(tree.words)", hints: Self.remedy(tree, kind))
    return nil
  }

  /// What usually leads to a value of the wrong kind.
  private static func remedy(_ tree: Tree, _ kind: Kind) -> [String] {
    switch (tree.content, kind) {
    case (.scalar(let text, false), .wholeNumber), (.scalar(let text, false), .number):
      Double(text) == nil ? [] : ["take away the quotation marks"]
    case (.scalar(let text, _), .record), (.scalar(let text, _), .table):
      text.contains("：") ? ["write an ASCII colon and a space: key: value"] : []
    case (.scalar, .list): ["write the values in [brackets]"]
    default: []
    }
  }
}

// MARK: - Records

extension Reading {
  private mutating func checked(_ tree: Tree, _ record: Record, subject: String) -> CheckedValue? {
    guard case .mapping(let members) = tree.content else {
      return mismatch(tree, .record(record), subject: subject)
    }
    var checked = Checked(record: record, at: tree.at)
    for member in members {
      let key = member.key.value
      guard let field = record[key] else {
        unknown(member.key, in: record)
        continue
      }
      // A key left empty counts as not written.
      if case .nothing = member.value.content { continue }
      checked.written.append(key)
      if let value = value(of: member.value, as: field.kind, subject: key) {
        checked.entries.append(CheckedValue.Entry(name: member.key, value: value))
      }
    }
    for field in record.fields where field.need == .required && !checked.has(field.key) {
      missing(field, in: record, at: tree.at)
    }
    return .record(checked)
  }

  private mutating func unknown(_ key: Located<String>, in record: Record) {
    let known = record.fields.map(\.key)
    let hints =
      suggestion(for: key.value, among: known).map { ["write \($0)"] }
      ?? ["use one of " + known.joined(separator: ", ")]
    fault(
      "key.unknown", key.value, at: key.at, "\(record.words) has no key \(key.value)", hints: hints)
  }

  private mutating func missing(_ field: Field, in record: Record, at: SourceRange) {
    fault(
      "key.missing", field.key, at: at, "\(record.words): \(field.key) is missing",
      explanation: field.doc, hints: ["add \(field.key): with \(field.kind.words)"])
  }

  private mutating func variant(
    _ tree: Tree, key: String, _ records: [Record], subject: String
  ) -> CheckedValue? {
    guard case .mapping = tree.content else {
      return mismatch(tree, .variants(key: key, records), subject: subject)
    }
    guard let written = tree[key] else {
      fault(
        "key.missing", subject, at: tree.at, "\(subject): \(key) is missing",
        hints: ["add \(key): with one of " + records.map(\.name).joined(separator: ", ")])
      return nil
    }
    guard
      let word = value(of: written, as: .choice(records.map(\.name)), subject: key)?.value.text,
      let record = records.first(where: { $0.name == word })
    else { return nil }
    return checked(tree, record, subject: subject)
  }

  /// The record whose required keys were written, all or else some, or the first kind that takes the
  /// form.
  private mutating func either(_ tree: Tree, _ kinds: [Kind], subject: String) -> CheckedValue? {
    let whole = kinds.first { kind in
      guard case .mapping = tree.content, case .record(let record) = kind else { return false }
      let required = record.fields.filter { $0.need == .required }
      return !required.isEmpty && required.allSatisfy { tree[$0.key] != nil }
    }
    let form =
      whole
      ?? kinds.first { kind in
        switch (tree.content, kind) {
        case (.mapping, .record(let record)):
          !record.fields.contains { $0.need == .required }
            || record.fields.contains { $0.need == .required && tree[$0.key] != nil }
        case (.mapping, .table), (.list, .list): true
        case (.scalar, .list), (.scalar, .table), (.scalar, .record): false
        case (.scalar, .choice(let words)): words.contains { $0 == tree.scalar }
        case (.scalar, _): true
        default: false
        }
      }
    guard let form else {
      if case .mapping(let members) = tree.content, let key = members.first?.key {
        let keys = kinds.flatMap(\.requiredKeys)
        fault(
          "key.unknown", key.value, at: key.at,
          "\(subject): none of its keys says what it is",
          hints: suggestion(for: key.value, among: keys).map { ["write \($0)"] }
            ?? ["use one of " + keys.joined(separator: ", ")])
        return nil
      }
      return mismatch(tree, .either(kinds), subject: subject)
    }
    return value(of: tree, as: form, subject: subject)?.value
  }
}

extension Kind {
  fileprivate var requiredKeys: [String] {
    guard case .record(let record) = self else { return [] }
    return record.fields.filter { $0.need == .required }.map(\.key)
  }
}

extension Tree {
  /// The characters of a scalar.
  var scalar: String? { if case .scalar(let text, _) = content { text } else { nil } }
}

// MARK: - Lists and tables

extension Reading {
  private mutating func list(
    _ tree: Tree, of kind: Kind, count: ClosedRange<Int>, subject: String
  ) -> CheckedValue? {
    guard case .list(let items) = tree.content else {
      return mismatch(tree, .list(kind, count: count), subject: subject)
    }
    guard count.contains(items.count) else {
      let wanted =
        count.lowerBound == count.upperBound
        ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
      fault(
        "value.count", subject, at: tree.at,
        "\(subject): expected \(wanted) values, found \(items.count)",
        hints: ["write \(wanted) values"])
      return nil
    }
    return .list(items.compactMap { value(of: $0, as: kind, subject: subject) })
  }

  private mutating func table(_ tree: Tree, of kind: Kind, subject: String) -> CheckedValue? {
    guard case .mapping(let members) = tree.content else {
      return mismatch(tree, .table(kind, of: subject), subject: subject)
    }
    return .table(
      members.compactMap { member in
        // A slot that is named and left empty is open: a story may come to stand there.
        if case .nothing = member.value.content, case .either = kind { return nil }
        return value(of: member.value, as: kind, subject: member.key.value).map {
          CheckedValue.Entry(name: member.key, value: $0)
        }
      })
  }

  private mutating func lines(_ tree: Tree, subject: String) -> CheckedValue? {
    switch tree.content {
    case .scalar(let text, _):
      return .lines(
        text.split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty })
    case .list(let items):
      return .lines(
        items.compactMap { value(of: $0, as: .text, subject: subject)?.value.text })
    default: return mismatch(tree, .lines, subject: subject)
    }
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
