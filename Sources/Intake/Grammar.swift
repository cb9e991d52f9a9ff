import Newspaper

/// What may stand in one place of a YAML file.
///
/// The tables made of it are the only description of our files: they drive reading, the messages
/// about mistakes and the JSON Schema.
indirect enum Kind: Sendable {
  /// Any scalar, taken as the characters that were written.
  case text
  /// Text of one or more lines; a list is one line an entry.
  case lines
  case wholeNumber(ClosedRange<Int>)
  case number(ClosedRange<Double>)
  /// A distance: a number in the unit, or a number with `mm` or `pt` behind it.
  case length(LengthUnit, ClosedRange<Double>)
  /// One of these words.
  case choice([String])
  /// `3` or `2-4`, counted from 1.
  case span
  /// `2026-12-31`.
  case date
  /// A date and a time of the day.
  case moment
  /// `2/rest`: a slot of a page.
  case jump
  /// An ink, perhaps with a tint: `accent` or `accent 8%`.
  case paint
  /// An sRGB colour: `#d7322b`.
  case colour
  case flag
  case list(Kind, count: ClosedRange<Int>)
  /// Free names, each with a value of the same kind.
  case table(Kind, of: String)
  case record(Record)
  /// Several records that share a key telling which one it is.
  case variants(key: String, [Record])
  /// The first kind whose form matches what was written.
  case either([Kind])

  /// A list of any length.
  static func list(of kind: Kind) -> Kind { .list(kind, count: 0...10_000) }
}

/// The unit of a bare number.
enum LengthUnit: String, Sendable {
  case points = "pt"
  case millimetres = "mm"
}

/// One key of a record.
struct Field: Sendable {
  /// Whether the record is complete without it.
  enum Need: Sendable {
    case required, optional
  }

  var key: String
  var kind: Kind
  var need: Need
  /// One sentence for whoever writes the file.
  var doc: String

  init(_ key: String, _ kind: Kind, _ need: Need = .optional, _ doc: String) {
    self.key = key
    self.kind = kind
    self.need = need
    self.doc = doc
  }
}

/// The keys that belong together.
struct Record: Sendable {
  /// What it describes, as messages call it: "page", "slot".
  var name: String
  var doc: String
  var fields: [Field]
  /// Tells it from records of the same name with other needs.
  var variety = ""

  init(_ name: String, _ doc: String, _ fields: [Field]) {
    self.name = name
    self.doc = doc
    self.fields = fields
  }

  subscript(key: String) -> Field? { fields.first { $0.key == key } }

  /// What messages call it; slots go by their kind.
  var words: String { self["kind"] == nil ? name : "\(name) slot" }

  /// The same keys, none of them required: what an override may write.
  var partial: Record {
    var partial = Record(name, doc, fields.map { Field($0.key, $0.kind, .optional, $0.doc) })
    partial.variety = "partial"
    return partial
  }
}

extension Record {
  /// How it is written: `{label: …, target: …}`.
  fileprivate var form: String {
    let required = fields.filter { $0.need == .required }.map(\.key)
    if required.isEmpty || required.count > 3 { return "the keys of a \(name)" }
    return "{" + required.map { "\($0): …" }.joined(separator: ", ") + "}"
  }
}

extension Kind {
  /// The kind in words, as in "expected …".
  var words: String {
    switch self {
    case .text: "text"
    case .lines: "text or a list of lines"
    case .wholeNumber(let range) where range.upperBound == .max:
      "a whole number from \(range.lowerBound)"
    case .wholeNumber(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      "a number from \(range.lowerBound.formatted(places: 3)) to "
        + range.upperBound.formatted(places: 3)
    case .length(let unit, let range):
      "a length from \(range.lowerBound.formatted(places: 2)) to "
        + "\(range.upperBound.formatted(places: 2)) \(unit.rawValue)"
    case .choice(let words): words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    case .span: "a number or a range such as 2-4"
    case .date: "a date such as 2026-12-31"
    case .moment: "a date and a time such as 2026-12-30 22:30"
    case .jump: "a page and a slot such as 2/rest"
    case .paint: "an ink, perhaps with a tint, such as accent 8%"
    case .colour: "a colour such as #d7322b"
    case .flag: "true or false"
    case .list(let kind, let count) where count.lowerBound == count.upperBound:
      "a list of \(count.lowerBound), each \(kind.words)"
    case .list(let kind, _): "a list, each \(kind.words)"
    case .table(_, let name): "\(name) by name"
    case .record(let record): record.form
    case .variants(let key, let records):
      "keys with \(key): " + records.map(\.name).joined(separator: ", ")
    case .either(let kinds): kinds.map(\.words).joined(separator: ", or ")
    }
  }
}
