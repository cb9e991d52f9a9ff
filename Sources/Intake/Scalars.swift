import Newspaper

// Single values: what the characters of a scalar mean.

extension Reading {
  mutating func scalar(_ tree: Tree, _ kind: Kind, subject: String) -> CheckedValue? {
    guard case .scalar(let text, let plain) = tree.content else {
      return mismatch(tree, kind, subject: subject)
    }
    switch kind {
    case .text: return .text(text.trimmed)
    case .choice(let words): return choice(text, words, tree, subject: subject)
    case .date: return date(text, tree, subject: subject)
    case .moment: return moment(text, tree, subject: subject)
    case .wholeNumber(let range):
      guard plain, let number = Int(text) else { break }
      guard range.contains(number) else {
        return outside("\(number)", kind, tree, subject: subject)
      }
      return .whole(number)
    case .number(let range):
      guard plain, let number = Double(text), number.isFinite else { break }
      guard range.contains(number) else { return outside(text, kind, tree, subject: subject) }
      return .number(number)
    case .length(let unit, let range):
      guard let (number, written) = Self.length(text, unit) else { break }
      let pointsEach = [LengthUnit.points: 1, .millimetres: 72 / 25.4]
      let inUnit = number * (pointsEach[written] ?? 1) / (pointsEach[unit] ?? 1)
      guard range.contains(inUnit) else {
        return outside(text, kind, tree, subject: subject)
      }
      return .length(written == .points ? .points(number) : .millimetres(number))
    case .span:
      guard let span = Self.span(text) else { break }
      return .span(span)
    case .jump:
      let parts = text.split(separator: "/", maxSplits: 1).map(\.trimmed)
      guard parts.count == 2, let page = Int(parts[0]), page > 0, !parts[1].isEmpty else { break }
      return .jump(JumpTarget(page: page, slot: parts[1]))
    case .colour:
      guard let colour = Self.colour(text) else { break }
      return .colour(colour)
    case .flag:
      switch text {
      case "true", "yes": return .flag(true)
      case "false", "no": return .flag(false)
      default: break
      }
    default: break
    }
    return mismatch(tree, kind, subject: subject)
  }

  private mutating func outside(
    _ written: String, _ kind: Kind, _ tree: Tree, subject: String
  ) -> CheckedValue? {
    fault(
      "value.range", subject, at: tree.at, "\(subject): \(written) is not \(kind.words)")
    return nil
  }

  private mutating func choice(
    _ text: String, _ words: [String], _ tree: Tree, subject: String
  ) -> CheckedValue? {
    if words.contains(text) { return .text(text) }
    fault(
      "value.choice", subject, at: tree.at, "\(subject): \(text) is not known here",
      hints: suggestion(for: text, among: words).map { ["write \($0)"] }
        ?? ["use one of " + words.joined(separator: ", ")])
    return nil
  }

  private mutating func date(_ text: String, _ tree: Tree, subject: String) -> CheckedValue? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else {
      return mismatch(tree, .date, subject: subject)
    }
    guard let date = CalendarDate(year: year, month: month, day: day) else {
      fault(
        "value.date", subject, at: tree.at, "\(subject): there is no day \(text)",
        hints: ["write year-month-day, such as 2026-12-31"])
      return nil
    }
    return .date(date)
  }

  private mutating func moment(_ text: String, _ tree: Tree, subject: String) -> CheckedValue? {
    let words = text.split(separator: " ")
    let time = words.last?.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard words.count == 2, let time, time.count == 2, let hour = time[0], let minute = time[1]
    else { return mismatch(tree, .moment, subject: subject) }
    guard case .date(let date) = date(String(words[0]), tree, subject: subject) else { return nil }
    guard let deadline = Deadline(date: date, hour: hour, minute: minute) else {
      fault(
        "value.date", subject, at: tree.at, "\(subject): there is no time \(words[1])",
        hints: ["write hours 0 to 23 and minutes, such as 22:30"])
      return nil
    }
    return .moment(deadline)
  }

  /// An ink by name with a tint; unknown inks are faults once the inks are known.
  mutating func paint(_ tree: Tree, subject: String) -> CheckedValue? {
    guard case .scalar(let text, _) = tree.content else {
      return mismatch(tree, .paint, subject: subject)
    }
    let parts = text.split(separator: " ")
    guard let ink = parts.first.map(String.init), parts.count <= 2 else {
      return mismatch(tree, .paint, subject: subject)
    }
    var tint = 100
    if parts.count == 2 {
      guard parts[1].last == "%", let number = Int(parts[1].dropLast()) else {
        return mismatch(tree, .paint, subject: subject)
      }
      guard (1...100).contains(number) else {
        fault(
          "value.range", subject, at: tree.at, "\(subject): a tint of \(number)%",
          hints: ["write 1% to 100%"])
        return nil
      }
      tint = number
    }
    if ink == Paint.registration {
      fault(
        "ink.registration", ink, at: tree.at,
        "\(subject): registration is for the marks outside the trim only",
        hints: ["use black"])
      return nil
    }
    if ink == Paint.unprinted.ink { return .paint(.unprinted) }
    if let inks, inks[ink] == nil {
      fault(
        "ink.unknown", ink, at: tree.at, "\(subject): ink \(ink) is not declared",
        hints: suggestion(for: ink, among: inks.entries.map(\.name)).map { ["write \($0)"] }
          ?? ["declare \(ink) under inks: in publication.yaml"])
      return nil
    }
    return .paint(Paint(ink, tint: tint))
  }
}

// MARK: - Characters to values

extension Reading {
  private static func length(_ text: String, _ unit: LengthUnit) -> (Double, LengthUnit)? {
    for written in [LengthUnit.points, .millimetres] where text.hasSuffix(written.rawValue) {
      guard let number = Double(text.dropLast(2).trimmed), number.isFinite else { return nil }
      return (number, written)
    }
    guard let number = Double(text), number.isFinite else { return nil }
    return (number, unit)
  }

  private static func span(_ text: String) -> ClosedRange<Int>? {
    // A range may be written with a hyphen or, as in running text, with an en dash.
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
      .map { Int($0.trimmed) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, parts.count <= 2,
      first >= 1, first <= last, last <= 10_000
    else { return nil }
    return first...last
  }

  private static func colour(_ text: String) -> ScreenColour? {
    guard text.first == "#", text.utf8.count == 7, let number = Int(text.dropFirst(), radix: 16)
    else { return nil }
    return ScreenColour(red: number >> 16, green: number >> 8 & 255, blue: number & 255)
  }
}
