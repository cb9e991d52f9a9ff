import Newspaper

/// Our Markdown: paragraphs, `## ` subheads, pipe tables and the inline marks of `InlineMarks`.
///
/// A parser of our own: CommonMark decides by the characters beside a `**` whether it opens or
/// closes, and takes Chinese marks for punctuation, so that `**问：**你好` is not bold there.
/// Whatever else Markdown has is kept as text and reported.
struct Markdown {
  let file: String
  private(set) var report = Report()

  init(file: String) { self.file = file }

  /// A line of the file.
  struct Line {
    var text: Substring
    var number: Int
  }

  /// The blocks of a body.
  mutating func blocks(_ lines: ArraySlice<Substring>, firstLine: Int) -> [Block] {
    var blocks: [Block] = []
    var group: [Line] = []
    var number = firstLine
    for text in lines {
      if text.allSatisfy(\.isWhitespace) {
        append(&group, to: &blocks)
      } else {
        group.append(Line(text: text, number: number))
      }
      number += 1
    }
    append(&group, to: &blocks)
    return blocks
  }

  /// Makes blocks of lines that no blank line parts.
  private mutating func append(_ group: inout [Line], to blocks: inout [Block]) {
    var paragraph: [Line] = []
    var table: [Line] = []
    func kind(_ line: Line) -> Character { line.text.first { !$0.isWhitespace } ?? " " }
    for line in group {
      if kind(line) != "|" { flushTable(&table, to: &blocks) }
      if kind(line) == "|" {
        flushParagraph(&paragraph, to: &blocks)
        table.append(line)
      } else if kind(line) == "#", let subhead = subhead(line) {
        flushParagraph(&paragraph, to: &blocks)
        blocks.append(.subhead(subhead))
      } else {
        if startsItem(line, first: paragraph.isEmpty) {
          flushParagraph(&paragraph, to: &blocks)
        }
        paragraph.append(line)
      }
    }
    flushParagraph(&paragraph, to: &blocks)
    flushTable(&table, to: &blocks)
    group = []
  }

  private mutating func flushParagraph(_ lines: inout [Line], to blocks: inout [Block]) {
    if !lines.isEmpty { blocks.append(.paragraph(inline(lines))) }
    lines = []
  }

  private mutating func inline(_ lines: [Line]) -> RichText {
    var marks = InlineMarks(Self.characters(lines), file: file)
    let text = marks.richText()
    if report.diagnostics.count < Reading.mostAlike { report.add(marks.report) }
    return text
  }

  /// The characters of lines with their places; a line end between Latin words is a space, beside
  /// Han it is nothing.
  private static func characters(_ lines: [Line]) -> [InlineMarks.Character] {
    var result: [InlineMarks.Character] = []
    for line in lines {
      var column = 0
      var characters = line.text.unicodeScalars.map { scalar in
        column += 1
        return InlineMarks.Character(
          scalar: scalar == "\t" ? " " : scalar, line: line.number, column: column)
      }
      while let first = characters.first, first.scalar.properties.isWhitespace {
        characters.removeFirst()
      }
      while let last = characters.last, last.scalar.properties.isWhitespace {
        characters.removeLast()
      }
      if let before = result.last, let after = characters.first, before.scalar.value < 0x2E80,
        after.scalar.value < 0x2E80
      {
        result.append(.init(scalar: " ", line: before.line, column: before.column + 1))
      }
      result += characters
    }
    return result
  }

  // MARK: - Subheads and tables

  /// The subhead of a line starting with `#`; other depths than `##` are taken for it and reported.
  private mutating func subhead(_ line: Line) -> RichText? {
    let text = line.text.drop(while: \.isWhitespace)
    let depth = text.prefix { $0 == "#" }.count
    let rest = text.dropFirst(depth)
    guard depth <= 6, rest.first?.isWhitespace == true else {
      if depth == 2 { warn("subhead", line, "## without a space after it", "write ## and a space") }
      return nil
    }
    if depth != 2 {
      warn(
        "subhead", line, "\(text.prefix(depth)) is no subhead of ours",
        depth == 1 ? "write ## (the headline stands in the front matter)" : "write ##")
    }
    // The text keeps its place in the line: the marks before it become spaces.
    let blank = String(repeating: " ", count: line.text.count - rest.count)
    return inline([Line(text: Substring(blank + rest), number: line.number)])
  }

  private mutating func flushTable(_ lines: inout [Line], to blocks: inout [Block]) {
    defer { lines = [] }
    guard let first = lines.first else { return }
    let isRuled = lines.count > 1 && Self.isTableRule(lines[1].text)
    if !isRuled {
      warn("table", first, "a table without a line |---|---| under its heading", "add the line")
    }
    var rows: [[RichText]] = []
    for (index, line) in lines.enumerated() where !(index == 1 && isRuled) {
      var cells = cells(of: line)
      let wanted = rows.first?.count ?? cells.count
      if cells.count != wanted {
        warn(
          "table", line, "a row of \(cells.count) under a heading of \(wanted) cells",
          "write \(wanted) cells")
      }
      while cells.count < wanted { cells.append(RichText([])) }
      rows.append(cells)
    }
    blocks.append(.table(rows))
  }

  private static func isTableRule(_ text: Substring) -> Bool {
    text.contains("-") && text.allSatisfy { "|-: \t".contains($0) }
  }

  /// The cells between the pipes of a line; `\|` is a pipe in a cell.
  private mutating func cells(of line: Line) -> [RichText] {
    var cells: [RichText] = []
    var cell = ""
    var blank = 0
    var isEscaped = false
    for character in line.text {
      if character == "|", !isEscaped {
        // What stands before the first pipe is white.
        if blank > 0 || !cell.allSatisfy(\.isWhitespace) { cells.append(inline(cell, line, blank)) }
        blank += cell.count + 1
        cell = ""
      } else {
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if !cell.allSatisfy(\.isWhitespace) { cells.append(inline(cell, line, blank)) }
    return cells
  }

  private mutating func inline(_ cell: String, _ line: Line, _ blank: Int) -> RichText {
    let text = String(repeating: " ", count: blank) + cell
    return inline([Line(text: Substring(text), number: line.number)])
  }

  // MARK: - What we do not have

  /// Reports what we do not have; tells whether the line is an item of a list, which keeps a
  /// paragraph of its own.
  private mutating func startsItem(_ line: Line, first: Bool) -> Bool {
    let text = line.text.drop(while: \.isWhitespace)
    // Nearly all lines start with Han and are long: they need no closer look.
    guard let start = text.unicodeScalars.first, start.isASCII else { return false }
    let digits = text.prefix { $0.isASCII && $0.isNumber }.count
    let word = text.prefix { !$0.isWhitespace }
    let isAlone = text.trimmed == word
    if ["-", "*", "+"].contains(word), !isAlone {
      warn("list", line, "a list is printed as it is written", "write its items as paragraphs")
      return true
    } else if !first, digits > 0, [". ", ") "].contains(String(text.dropFirst(digits).prefix(2))) {
      warn(
        "list", line, "a list item in the middle of a paragraph", "leave a blank line before it")
      return true
    } else if text.hasPrefix(">") {
      warn("quote", line, "a quotation mark > is printed as it is written", "use “ and ”")
    } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
      warn("code", line, "a code block is printed as it is written", "delete its marks")
    } else if isAlone, word.count >= 3, Set(word).count == 1, "-*_=".contains(word.prefix(1)) {
      warn("rule", line, "a rule \(word) is printed as it is written", "delete it, or write ## …")
    }
    return false
  }

  private mutating func warn(_ kind: String, _ line: Line, _ summary: String, _ hint: String) {
    guard report.diagnostics.count < Reading.mostAlike else { return }
    let column = line.text.prefix(while: \.isWhitespace).unicodeScalars.count + 1
    report.add(
      Diagnostic(
        .warning, "markdown.\(kind)", subject: file,
        at: SourceRange(file: file, line: line.number, column: column), summary, hints: [hint]))
  }
}
