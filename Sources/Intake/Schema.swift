import Newspaper

/// JSON Schema (2020-12) of our files, made from the tables that read them.
enum Schema {
  /// JSON with its keys in the order of writing.
  indirect enum JSON {
    case string(String)
    case number(String)
    case flag(Bool)
    case list([JSON])
    case object([(String, JSON)])
  }

  /// The schema file of a record.
  static func text(of record: Record, named name: String) -> String {
    var members: [(String, JSON)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("$id", .string("https://forme.example/schemas/\(name).json")),
      ("title", .string("Forme: \(name)")),
    ]
    if case .object(let own) = object(record) { members += own }
    let definitions = records(in: record).map { ($0.definition, object($0)) }
    if !definitions.isEmpty { members.append(("$defs", .object(definitions))) }
    return JSON.object(members).text(indent: 0) + "\n"
  }

  /// All records inside a record, each once, in the order of their first use.
  private static func records(in record: Record) -> [Record] {
    var found: [Record] = []
    var waiting = record.fields.map(\.kind)
    while !waiting.isEmpty {
      for record in waiting.removeFirst().records
      where !found.contains(where: { $0.definition == record.definition }) {
        found.append(record)
        waiting += record.fields.map(\.kind)
      }
    }
    return found
  }

  private static func object(_ record: Record) -> JSON {
    let required = record.fields.filter { $0.need == .required }.map { JSON.string($0.key) }
    var members: [(String, JSON)] = [
      ("description", .string(record.doc)), ("type", .string("object")),
      (
        "properties",
        .object(record.fields.map { ($0.key, describe($0.kind, doc: $0.doc, need: $0.need)) })
      ),
    ]
    if !required.isEmpty { members.append(("required", .list(required))) }
    members.append(("additionalProperties", .flag(false)))
    return .object(members)
  }

  /// A kind with the sentence of its key before its own; a key that may be left out may be empty.
  private static func describe(_ kind: Kind, doc: String, need: Field.Need) -> JSON {
    guard case .object(let members) = schema(of: kind) else { return schema(of: kind) }
    let own = members.filter { $0.0 != "description" }
    let described: [(String, JSON)] = [("description", .string(doc))]
    if need == .required { return .object(described + own) }
    return .object(
      described + [("anyOf", .list([.object(own), .object([("type", .string("null"))])]))])
  }

  private static func schema(of kind: Kind) -> JSON {
    switch kind {
    case .text: types("string", "number", "boolean")
    case .lines: anyOf([schema(of: .text), schema(of: .list(of: .text))])
    case .wholeNumber(let range):
      .object(
        [("type", .string("integer")), ("minimum", .number("\(range.lowerBound)"))]
          + (range.upperBound == .max ? [] : [("maximum", .number("\(range.upperBound)"))]))
    case .number(let range):
      .object([("type", .string("number"))] + bounds(range))
    case .length(let unit, let range):
      anyOf([
        .object(
          [("description", .string("in \(unit.rawValue)")), ("type", .string("number"))]
            + bounds(range)),
        pattern("^[0-9.]+ *(mm|pt)$"),
      ])
    case .choice(let words): .object([("enum", .list(words.map { .string($0) }))])
    case .span:
      anyOf([
        .object([("type", .string("integer")), ("minimum", .number("1"))]),
        pattern("^[0-9]+( *[-–] *[0-9]+)?$"),
      ])
    case .date: pattern("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$")
    case .moment: pattern("^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} +[0-9]{1,2}:[0-9]{2}$")
    case .jump: pattern("^ *[1-9][0-9]* */.+$")
    case .paint: pattern("^[^ ]+( +[0-9]+%)?$")
    case .colour: pattern("^#[0-9A-Fa-f]{6}$")
    case .flag: .object([("type", .string("boolean"))])
    case .list(let kind, let count):
      .object(
        [("type", .string("array")), ("items", schema(of: kind))]
          + (count.lowerBound == 0 ? [] : [("minItems", .number("\(count.lowerBound)"))])
          + (count.upperBound == 10_000 ? [] : [("maxItems", .number("\(count.upperBound)"))]))
    case .table(let kind, _):
      .object([("type", .string("object")), ("additionalProperties", schema(of: kind))])
    case .record(let record): reference(record)
    case .variants(_, let records): .object([("oneOf", .list(records.map(reference)))])
    case .either(let kinds): anyOf(kinds.map(schema))
    }
  }

  private static func reference(_ record: Record) -> JSON {
    .object([("$ref", .string("#/$defs/\(record.definition)"))])
  }

  private static func types(_ names: String...) -> JSON {
    .object([("type", .list(names.map { .string($0) }))])
  }

  private static func pattern(_ pattern: String) -> JSON {
    .object([("type", .string("string")), ("pattern", .string(pattern))])
  }

  private static func anyOf(_ schemas: [JSON]) -> JSON { .object([("anyOf", .list(schemas))]) }

  private static func bounds(_ range: ClosedRange<Double>) -> [(String, JSON)] {
    [
      ("minimum", .number(range.lowerBound.formatted(places: 3))),
      ("maximum", .number(range.upperBound.formatted(places: 3))),
    ]
  }
}

extension Record {
  /// Its name in the schema: `textStyle`, `partialTextStyle`.
  fileprivate var definition: String {
    (variety.isEmpty ? name : "\(variety) \(name)").split(separator: " ").enumerated()
      .map {
        $0.offset == 0
          ? String($0.element) : $0.element.prefix(1).uppercased() + $0.element.dropFirst()
      }
      .joined()
  }
}

extension Kind {
  /// The records it is made of, not those inside them.
  fileprivate var records: [Record] {
    switch self {
    case .record(let record): [record]
    case .variants(_, let records): records
    case .either(let kinds): kinds.flatMap(\.records)
    case .list(let kind, _), .table(let kind, _): kind.records
    default: []
    }
  }
}

extension Schema.JSON {
  /// The value as text, two spaces a level; what fits on a line stands on one.
  func text(indent: Int) -> String {
    let flat = self.flat
    if flat.count + indent <= 96 { return flat }
    let space = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .list(let items):
      return "[\n"
        + items.map { space + $0.text(indent: indent + 2) }.joined(separator: ",\n") + end + "]"
    case .object(let members):
      return "{\n"
        + members.map { "\(space)\(Self.quote($0.0)): " + $0.1.text(indent: indent + 2) }
        .joined(separator: ",\n") + end + "}"
    default: return flat
    }
  }

  private var flat: String {
    switch self {
    case .string(let text): Self.quote(text)
    case .number(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .list(let items): "[" + items.map(\.flat).joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}"
        : "{ " + members.map { "\(Self.quote($0.0)): \($0.1.flat)" }.joined(separator: ", ") + " }"
    }
  }

  /// JSON's escapes for what our own texts can hold (RFC 8259, section 7).
  private static func quote(_ text: String) -> String {
    var result = "\""
    for character in text {
      switch character {
      case "\"", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result + "\""
  }
}
