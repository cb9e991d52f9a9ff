import Newspaper

/// A value that has been checked against its kind.
indirect enum CheckedValue: Sendable {
  case text(String)
  case lines([String])
  case whole(Int)
  case number(Double)
  case length(Length)
  case span(ClosedRange<Int>)
  case date(CalendarDate)
  case moment(Deadline)
  case jump(JumpTarget)
  case paint(Paint)
  case colour(ScreenColour)
  case flag(Bool)
  case list([Located<CheckedValue>])
  case table([Entry])
  case record(Checked)

  /// A named value of a table.
  struct Entry: Sendable {
    var name: Located<String>
    var value: Located<CheckedValue>
  }
}

/// A record whose keys have all been checked; what was wrong is missing from it.
struct Checked: Sendable {
  var record: Record
  var at: SourceRange
  var entries: [CheckedValue.Entry] = []
  /// All keys that have a value, right or wrong.
  var written: [String] = []

  /// The value of a key, nil where it was not written or was wrong.
  subscript(key: String) -> Located<CheckedValue>? {
    assert(record[key] != nil, "\(record.name) has no key \(key)")
    return entries.first { $0.name.value == key }?.value
  }

  /// Whether somebody wrote the key, rightly or not.
  func has(_ key: String) -> Bool { written.contains(key) }

  /// The place of a key itself.
  func place(of key: String) -> SourceRange? {
    entries.first { $0.name.value == key }?.name.at
  }

  func located(_ key: String) -> Located<String>? {
    guard let found = self[key], case .text(let text) = found.value else { return nil }
    return Located(text, at: found.at)
  }

  func text(_ key: String) -> String? { located(key)?.value }

  func lines(_ key: String) -> Located<[String]>? {
    guard let found = self[key], case .lines(let lines) = found.value else { return nil }
    return Located(lines, at: found.at)
  }

  func whole(_ key: String) -> Int? {
    if case .whole(let number) = self[key]?.value { number } else { nil }
  }

  func number(_ key: String) -> Double? {
    if case .number(let number) = self[key]?.value { number } else { nil }
  }

  /// Whether a flag was written and is true.
  func flag(_ key: String) -> Bool {
    if case .flag(true) = self[key]?.value { true } else { false }
  }

  func length(_ key: String) -> Length? {
    if case .length(let length) = self[key]?.value { length } else { nil }
  }

  func span(_ key: String) -> ClosedRange<Int>? {
    if case .span(let span) = self[key]?.value { span } else { nil }
  }

  func date(_ key: String) -> CalendarDate? {
    if case .date(let date) = self[key]?.value { date } else { nil }
  }

  func moment(_ key: String) -> Deadline? {
    if case .moment(let moment) = self[key]?.value { moment } else { nil }
  }

  func jump(_ key: String) -> Located<JumpTarget>? {
    guard let found = self[key], case .jump(let jump) = found.value else { return nil }
    return Located(jump, at: found.at)
  }

  func paint(_ key: String) -> Paint? {
    if case .paint(let paint) = self[key]?.value { paint } else { nil }
  }

  func colour(_ key: String) -> ScreenColour? {
    if case .colour(let colour) = self[key]?.value { colour } else { nil }
  }

  func flag(_ key: String) -> Bool? {
    if case .flag(let flag) = self[key]?.value { flag } else { nil }
  }

  func record(_ key: String) -> Checked? { self[key]?.value.checked }

  func choice<Choice: RawRepresentable<String>>(_ key: String, _: Choice.Type) -> Choice? {
    text(key).flatMap(Choice.init(rawValue:))
  }

  /// The items of a list; none where it was not written.
  func list(_ key: String) -> [Located<CheckedValue>] {
    if case .list(let items) = self[key]?.value { items } else { [] }
  }

  func table(_ key: String) -> [CheckedValue.Entry] {
    if case .table(let entries) = self[key]?.value { entries } else { [] }
  }
}

extension CheckedValue {
  var checked: Checked? { if case .record(let checked) = self { checked } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var whole: Int? { if case .whole(let number) = self { number } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var length: Length? { if case .length(let length) = self { length } else { nil } }
}

extension Located where Value == CheckedValue {
  /// The text with its place.
  var text: Located<String>? { value.text.map { Located<String>($0, at: at) } }
}
