import Composition
import Newspaper

extension Story {
  /// The text of a block as it is set: the dateline runs in at the start of the first paragraph.
  func text(of block: Int) -> RichText? {
    guard case .paragraph(let text) = body[block] else { return nil }
    let isFirst = body.firstIndex { if case .paragraph = $0 { true } else { false } } == block
    guard isFirst, let dateline else { return text }
    let lead = RichText.Run(dateline.value + "　", style: .bold, at: dateline.at)
    return RichText([lead] + text.runs)
  }
}

extension Story {
  /// Where the text of a piece was written.
  func place(of piece: Piece) -> SourceRange? {
    switch piece {
    case .paragraph(_, let block, _, _), .heading(_, let block, _, _, _):
      return place(of: block)
    case .table(let table): return place(of: table.block)
    }
  }

  private func place(of block: Int) -> SourceRange? {
    guard body.indices.contains(block) else { return nil }
    switch body[block] {
    case .paragraph(let text), .subhead(let text): return text.runs.first?.at
    case .table(let rows): return rows.first?.first?.runs.first?.at
    }
  }
}

extension RichText {
  /// The text from a UTF-8 offset of its plain form on.
  func dropping(bytes count: Int) -> RichText {
    var left = count
    var kept: [Run] = []
    for run in runs {
      let length = run.text.utf8.count
      if left >= length {
        left -= length
        continue
      }
      var run = run
      run.text = String(decoding: run.text.utf8.dropFirst(left), as: UTF8.self)
      left = 0
      kept.append(run)
    }
    return RichText(kept)
  }
}

extension PageDesk {
  /// The body of a story as pieces that flow, from a remainder on where there is one; the sign
  /// closes its last paragraph.
  func pieces(
    of story: Story, from start: Remainder?, writing: Writing = .horizontal, endSign: String? = nil
  ) -> [Piece] {
    var pieces: [Piece] = []
    let first = start?.block ?? 0
    for block in first..<max(first, story.body.count) {
      let skipped = block == first ? (start?.offset ?? 0) : 0
      let sign = block == story.body.count - 1 ? endSign : nil
      if let piece = piece(of: story, block: block, skipping: skipped, writing, endSign: sign) {
        pieces.append(piece)
      }
    }
    return pieces
  }

  private func piece(
    of story: Story, block: Int, skipping skipped: Int, _ writing: Writing, endSign: String?
  ) -> Piece? {
    switch story.body[block] {
    case .paragraph:
      guard var text = story.text(of: block)?.dropping(bytes: skipped), !text.plain.isEmpty
      else { return nil }
      if let endSign { text.runs.append(RichText.Run(endSign)) }
      let paragraph = paragraph(
        text, of: story, indent: skipped == 0 ? Double(styles.indent) : 0, writing)
      return .paragraph(paragraph, block: block, skipped: skipped, cap: nil)
    case .subhead(let text):
      let style = styles[.subhead]
      return .heading(
        composer.singleLine(text, style: style, direction: writing.direction), block: block,
        style: style, linesAbove: 1, subject: .subhead)
    case .table(let rows):
      let style = styles[.table]
      let lines = rows.map { row in
        row.map { composer.singleLine($0, style: style, direction: writing.direction) }
      }
      return .table(
        Table(
          rows: Array(lines.prefix(1)) + lines.dropFirst(1 + skipped), block: block,
          skipped: skipped,
          style: style))
    }
  }

  /// A paragraph of body type; what is wrong with its characters is reported.
  func paragraph(
    _ text: RichText, of story: Story, indent: Double, _ writing: Writing
  ) -> Paragraph {
    var format = bodyFormat(indent: indent)
    format.rules.direction = writing.direction
    let paragraph = composer.paragraph(text, format)
    reportMissing(paragraph, story: story)
    reportSubstituted(paragraph.substituted, subject: story.id, at: story.at)
    reportInterlinear(paragraph, text, story: story)
    return paragraph
  }

  /// Reports dots, lines or pinyin that need more white between the lines than the pitch leaves
  /// (reference 8, 14.7: they do not fit a newspaper's quarter leading).
  private func reportInterlinear(_ paragraph: Paragraph, _ text: RichText, story: Story) {
    let style = styles[.body]
    let room = style.pitch - style.size
    guard paragraph.interlinearSpace > room else { return }
    report.add(
      Diagnostic(
        .warning, "type.marks.tight", subject: story.id, at: text.runs.first?.at ?? story.at,
        page: page.number,
        "marks between the lines of \(story.id) need \(paragraph.interlinearSpace) pt, the pitch "
          + "leaves \(room) pt",
        hints: ["set the words in bold or Kai instead", "use a style sheet with a wider pitch"]))
  }

  /// How the publication sets body text.
  func bodyFormat(indent: Double) -> ParagraphFormat {
    ParagraphFormat(
      style: styles[.body], boldFace: styles[.bold].face, kaiFace: styles[.kai].face,
      indent: indent, rules: styles.rules)
  }

  /// Sets a caption with its credit and gives its lines; empty when the photo has neither.
  ///
  /// A credit is not divided: it stands after the caption where the last line has room for it, else
  /// on a line of its own, where its style puts it.
  func captionLines(of photo: Photo, measure: Length) -> [Line] {
    var lines =
      photo.caption.map { captionLines($0, styles[.caption], of: photo, measure: measure) } ?? []
    guard let words = photo.credit else { return lines }
    let style = styles[.credit]
    let credit = captionLines(words, style, of: photo, measure: measure)
    let name = composer.singleLine(
      RichText(words.value, at: words.at), style: style, rules: styles.rules)
    if let last = lines.last, last.width + style.size + name.width <= measure {
      lines[lines.count - 1] = last.followed(by: name, at: last.width + style.size)
    } else {
      lines += credit
    }
    return lines
  }

  private func captionLines(
    _ words: Located<String>, _ style: TextStyle, of photo: Photo, measure: Length
  ) -> [Line] {
    let format = ParagraphFormat(
      style: style, boldFace: styles[.bold].face, kaiFace: styles[.kai].face,
      rules: styles.rules)
    let paragraph = composer.paragraph(RichText(words.value, at: words.at), format)
    reportSubstituted(
      paragraph.substituted, subject: photo.file.value, at: words.at ?? photo.file.at)
    return composer.lines(of: paragraph, in: ColumnShape(measure: measure))
  }

  /// Reports characters for which a fallback's font stands in: a reader may see it.
  func reportSubstituted(
    _ characters: [Paragraph.MissingCharacter], subject: String, at: SourceRange?
  ) {
    for finding in substitutions(characters, subject: subject, at: at) { report.add(finding) }
  }

  func substitutions(
    _ characters: [Paragraph.MissingCharacter], subject: String, at: SourceRange?
  ) -> [Diagnostic] {
    characters.map { lacking in
      Diagnostic(
        .warning, "type.glyph.fallback", subject: subject, at: lacking.at ?? at,
        page: page.number,
        "the font of role \(lacking.face) lacks “\(lacking.character)” "
          + "(\(lacking.character.codePoints)): a fallback's stands in",
        hints: ["replace the character", "give \(lacking.face) a font that has it"])
    }
  }

  /// Reports characters that no font has.
  func reportMissing(_ paragraph: Paragraph, story: Story) {
    for missing in paragraph.missing {
      report.add(
        Diagnostic(
          .error, "type.glyph.missing", subject: story.id, at: missing.at ?? story.at,
          page: page.number,
          "no font of role \(missing.face) or its fallbacks has “\(missing.character)” "
            + "(\(missing.character.codePoints))",
          hints: ["replace the character", "add a font that has it as a fallback in fonts.yaml"]))
    }
  }
}

extension String {
  /// The code points in the Unicode standard's notation: "U+4D13".
  var codePoints: String {
    unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
