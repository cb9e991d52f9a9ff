import Newspaper

/// The marks inside a paragraph: `**Hei**`, `*Kai*`, `^sup^`, `~sub~`, `[text]{.em}` (also `.name`,
/// `.title`), `[text](address)`, and `\` before a character that is none of them.
///
/// A mark opens and closes by turns whatever stands beside it. One that has no partner, and all that
/// is no mark of ours, stays in the text and is reported: nothing is lost.
struct InlineMarks {
  /// A character with its place.
  struct Character {
    var scalar: Unicode.Scalar
    var line: Int
    var column: Int
  }

  /// What a stretch of characters means.
  private enum Token {
    case text
    /// Turns a style on or off.
    case turn(InlineStyle)
    /// `[` of a span, with what it gives.
    case open(Span)
    /// `]` and what belongs to it.
    case close
    /// Left out: a backslash.
    case nothing
  }

  /// What brackets give to the characters between them.
  private struct Span {
    var style: InlineStyle = .plain
    var link: Link?
  }

  let characters: [Character]
  private let file: String
  private(set) var report = Report()
  /// The meaning of each character; the rest of a longer mark is `nothing`.
  private var tokens: [Token]

  init(_ characters: [Character], file: String) {
    self.characters = characters
    self.file = file
    tokens = [Token](repeating: .text, count: characters.count)
  }

  /// The text in runs of one style each.
  mutating func richText() -> RichText {
    readMarks()
    var runs: [RichText.Run] = []
    var turned: InlineStyle = []
    var spans: [Span] = []
    for (index, character) in characters.enumerated() {
      switch tokens[index] {
      case .nothing: continue
      case .turn(let style): turned.formSymmetricDifference(style)
      case .open(let span):
        let outer = spans.last ?? Span()
        spans.append(Span(style: span.style.union(outer.style), link: span.link ?? outer.link))
      case .close: spans.removeLast()
      case .text:
        let span = spans.last ?? Span()
        let style = turned.union(span.style)
        if let last = runs.last, last.style == style, last.link == span.link {
          runs[runs.count - 1].text.unicodeScalars.append(character.scalar)
        } else {
          runs.append(
            .init(
              String(character.scalar), style: style, link: span.link, at: place(of: index)))
        }
      }
    }
    return RichText(runs)
  }

  private func place(of index: Int) -> SourceRange {
    SourceRange(file: file, line: characters[index].line, column: characters[index].column)
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    characters.indices.contains(index) ? characters[index].scalar : nil
  }

  private func isDigit(_ index: Int) -> Bool {
    scalar(index).map { ("0"..."9").contains($0) } ?? false
  }

  // MARK: - Finding marks

  private mutating func readMarks() {
    /// The last mark of a style that is still open.
    var open: [(style: InlineStyle, index: Int, mark: String)] = []
    var brackets: [Int] = []
    var index = 0
    while index < characters.count {
      var length = 1
      switch characters[index].scalar {
      case "\\":
        if let next = scalar(index + 1), Self.isEscapable(next) {
          tokens[index] = .nothing
          length = 2
        }
      case "*":
        let isBold = scalar(index + 1) == "*"
        length = isBold ? 2 : 1
        if !isBold, isDigit(index - 1), isDigit(index + 1) { break }  // 3*4
        turn(isBold ? .bold : .kai, isBold ? "**" : "*", at: index, &open)
      case "^": turn(.superscript, "^", at: index, &open)
      case "~": turn(.subscripted, "~", at: index, &open)
      case "[": brackets.append(index)
      case "]": if let start = brackets.popLast() { length = close(from: start, at: index) }
      case "`": warn("code", index, "` is printed as it is written", "delete it")
      case "<": checkTag(at: index)
      default: break
      }
      index += length
    }
    for bracket in brackets {
      warn("unclosed", bracket, "[ is never closed", "close it in the same paragraph, or write \\[")
    }
    for mark in open {
      tokens[mark.index] = .text
      if mark.mark == "**" { tokens[mark.index + 1] = .text }
      warn(
        "unclosed", mark.index, "\(mark.mark) is never closed",
        "close it in the same paragraph, or write \(mark.mark.map { "\\\($0)" }.joined())")
    }
  }

  private mutating func turn(
    _ style: InlineStyle, _ mark: String, at index: Int,
    _ open: inout [(style: InlineStyle, index: Int, mark: String)]
  ) {
    tokens[index] = .turn(style)
    if mark.count == 2 { tokens[index + 1] = .nothing }
    if let partner = open.firstIndex(where: { $0.style == style }) {
      open.remove(at: partner)
    } else {
      open.append((style, index, mark))
    }
  }

  /// Reads what follows a `]`; gives the length of the whole mark, 1 when the brackets are text.
  private mutating func close(from start: Int, at index: Int) -> Int {
    let isLink = scalar(index + 1) == "("
    guard isLink || scalar(index + 1) == "{" else { return 1 }
    guard let last = isLink ? endOfAddress(from: index + 2) : endOfClass(from: index + 2) else {
      if isLink { reportOpenAddress(at: index + 1) }
      return 1
    }
    var inside = ""
    for character in characters[(index + 2)..<last] {
      inside.unicodeScalars.append(character.scalar)
    }
    if scalar(start - 1) == "!" {
      fault(
        "image", start - 1, "a picture inside the text",
        "name it under photos: in the front matter")
      return last - index + 1
    }
    if isLink {
      tokens[start] = .open(Span(link: address(inside, at: index)))
    } else if let style = spanStyle(inside, at: index) {
      tokens[start] = .open(Span(style: style))
    } else {
      return 1
    }
    tokens[index] = .close
    for hidden in (index + 1)...last { tokens[hidden] = .nothing }
    return last - index + 1
  }

  /// The longest address, class or tag that is looked for.
  static let longestTarget = 500

  private func endOfClass(from start: Int) -> Int? {
    characters[start...].prefix(Self.longestTarget).firstIndex { $0.scalar == "}" }
  }

  private mutating func spanStyle(_ written: String, at index: Int) -> InlineStyle? {
    let known: [(String, InlineStyle)] = [
      (".em", .emphasis), (".name", .properName), (".title", .bookTitle),
    ]
    if let found = known.first(where: { $0.0 == written.trimmed }) { return found.1 }
    let names = known.map(\.0)
    warn(
      "span", index + 1, "{\(written)}: no such style",
      suggestion(for: written, among: names).map { "write {\($0)}" }
        ?? "use one of " + names.map { "{\($0)}" }.joined(separator: ", "))
    return nil
  }

  /// HTML is not read: what looks like a tag is reported.
  private mutating func checkTag(at index: Int) {
    var next = index + 1
    if scalar(next) == "/" { next += 1 }
    let name = characters[next...].prefix { $0.scalar.isASCII && $0.scalar.properties.isAlphabetic }
    let isComment = scalar(next) == "!" && scalar(next + 1) == "-"
    let after = scalar(next + name.count)
    guard isComment || (!name.isEmpty && (after == ">" || after == "/" || after == " ")),
      characters[next...].prefix(Self.longestTarget).contains(where: { $0.scalar == ">" })
    else { return }
    warn(
      "html", index, "HTML is printed as it is written",
      "use ** * ^ ~, or write \\< for the character")
  }

  private static func isEscapable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  // MARK: - Reports

  mutating func warn(_ kind: String, _ index: Int, _ summary: String, _ hint: String) {
    add(.warning, kind, index, summary, hint)
  }

  private mutating func fault(_ kind: String, _ index: Int, _ summary: String, _ hint: String) {
    add(.error, kind, index, summary, hint)
  }

  private mutating func add(
    _ severity: Severity, _ kind: String, _ index: Int, _ summary: String, _ hint: String
  ) {
    guard report.diagnostics.count < Reading.mostAlike else { return }
    report.add(
      Diagnostic(
        severity, "markdown.\(kind)", subject: file, at: place(of: index), summary,
        hints: [hint]))
  }
}
