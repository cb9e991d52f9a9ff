import Newspaper

// File names with fields in braces, as press.yaml and plant.yaml write them.

extension Reading {
  /// The template somebody wrote, which may use these fields; `.pdf` or what else the file is gets
  /// its ending later.
  mutating func template(
    _ written: Located<String>, _ key: String, fields: [FileNameTemplate.Field],
    ending: String = ".pdf"
  ) -> FileNameTemplate? {
    var template = FileNameTemplate([], at: written.at)
    var rest = Substring(written.value)
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "{" && $0 != "}" }
      if !text.isEmpty { template.parts.append(.text(String(text))) }
      rest = rest.dropFirst(text.count)
      guard let brace = rest.first else { break }
      guard brace == "{", let end = rest.firstIndex(of: "}") else {
        formFault(
          key, written, "a brace without its partner", ["write fields as {page} or {page:2}"])
        return nil
      }
      let inside = rest[rest.index(after: rest.startIndex)..<end]
      guard let part = field(inside, written, key, fields) else { return nil }
      template.parts.append(part)
      rest = rest[rest.index(after: end)...]
    }
    let plain = template.parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
    if template.parts.isEmpty || plain.joined().contains(where: { "/\\\0".contains($0) })
      || written.value.hasPrefix(".")
    {
      formFault(
        key, written, "“\(written.value)” cannot be a file's name",
        ["write a name without / and without a point in front"])
      return nil
    }
    if written.value.lowercased().hasSuffix(ending) {
      formFault(key, written, "\(ending) is added to the name", ["leave \(ending) out"])
      return nil
    }
    return template
  }

  private mutating func formFault(
    _ key: String, _ written: Located<String>, _ summary: String, _ hints: [String]
  ) {
    fault("fileName.form", key, at: written.at, "\(key): \(summary)", hints: hints)
  }

  /// `page` or `page:2`.
  private mutating func field(
    _ inside: Substring, _ written: Located<String>, _ key: String,
    _ known: [FileNameTemplate.Field]
  ) -> FileNameTemplate.Part? {
    let words = inside.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = words.first.map(String.init) ?? ""
    guard let field = known.first(where: { $0.rawValue == name }) else {
      let names = known.map(\.rawValue)
      fault(
        "fileName.field", key, at: written.at, "\(key): there is no field {\(name)} here",
        hints: suggestion(for: name, among: names).map { ["write {\($0)}"] }
          ?? ["use one of " + names.map { "{\($0)}" }.joined(separator: ", ")])
      return nil
    }
    guard words.count == 2 else { return .field(field) }
    guard field.isNumber, let digits = Int(words[1]), (1...9).contains(digits) else {
      fault(
        "fileName.form", key, at: written.at,
        "\(key): {\(inside)} does not say to how many digits a number is padded",
        hints: ["write {page:2}, or {\(name)}"])
      return nil
    }
    return .field(field, digits: digits)
  }
}
