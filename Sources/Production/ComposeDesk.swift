internal import Composition
internal import Drawing
import FoundationEssentials
internal import Newspaper

/// Composes the blocks of `forme compose` one after the other with one composer.
struct ComposeDesk {
  private let composer: Composer
  private let typefaces: Typefaces

  init(_ fonts: FontLibrary, _ typefaces: Typefaces, report: inout Report) {
    composer = Composer(
      shaper: PangoShaper(fonts: fonts), segmenter: WordSegmenter(),
      hyphenation: .installed(report: &report))
    self.typefaces = typefaces
  }

  /// The lines of one block.
  func answer(_ block: ComposeCase) -> Answer {
    var answer = Answer(id: block.id, lines: [], diagnostics: [])
    for option in block.options.unknown {
      answer.diagnostics.append("compose.option: \(option) is no option of forme compose")
    }
    let em = Length.points(block.em)
    let lines = block.options.isHeadline ? headline(block, &answer) : text(block, &answer)
    answer.lines = lines.map { Answer.Line($0, em: em) }
    return answer
  }

  private func text(_ block: ComposeCase, _ answer: inout Answer) -> [Line] {
    var lines: [Line] = []
    let shape = ColumnShape(measure: measure(of: block))
    let format = ParagraphFormat(
      style: style(of: block), boldFace: face("heiBold", block), kaiFace: face("kai", block),
      indent: block.options.indent, rules: block.options.rules)
    for source in block.text.split(separator: "\n", omittingEmptySubsequences: true) {
      let text = block.options.hasMarkup ? Markup(String(source)).text : RichText(String(source))
      let paragraph = composer.paragraph(text, format)
      lines += composer.lines(of: paragraph, in: shape)
      for missing in paragraph.missing {
        answer.diagnostics.append("font.character.missing: no glyph for \(missing.character)")
      }
    }
    return lines
  }

  /// A headline that no division brings into its measure runs over in one line.
  private func headline(_ block: ComposeCase, _ answer: inout Answer) -> [Line] {
    let lines = block.text.split(separator: "\n").map(String.init)
    let style = style(of: block)
    let most = max(lines.count, block.text.count)
    guard
      let headline = composer.headline(
        lines, style: style, measure: measure(of: block), maxLines: most)
    else { return lines.map { composer.singleLine(RichText($0), style: style) } }
    if let mark = headline.needlessEndMark {
      answer.diagnostics.append("head.endMark: only ？ and ！ may end a headline, not \(mark)")
    }
    for missing in headline.missing {
      answer.diagnostics.append("font.character.missing: no glyph for \(missing.character)")
    }
    return headline.lines
  }

  private func style(of block: ComposeCase) -> TextStyle {
    let size = Length.points(block.em)
    var style = TextStyle(
      face: face("body", block), size: size, pitch: size, alignment: block.options.alignment)
    let isSpacedAnyway = block.options.isHeadline && style.alignment == .center
    if block.options.titleSpacing == true, !isSpacedAnyway {
      style.tracking = Headline.titleSpace(of: block.text)
    }
    return style
  }

  /// The face asked for by family, or the publication's role.
  ///
  /// Without a publication it is a family whose Latin is half an em, so that widths are arithmetic.
  private func face(_ role: String, _ block: ComposeCase) -> String {
    if let font = block.options.font { return "family:\(font)" }
    return typefaces[role] == nil ? "family:Noto Sans Mono CJK SC" : role
  }

  private func measure(of block: ComposeCase) -> Length {
    guard let measure = block.measure else { return .points(1e9) }
    return .points(block.em * min(max(measure, 0), 1e6))
  }
}

/// What `forme compose` says about one block.
struct Answer: Encodable {
  var id: String
  var lines: [Line]
  var diagnostics: [String]

  /// A line in ems.
  struct Line: Encodable {
    var text: String
    var end: Double
    var boxes: [Box]

    private enum CodingKeys: String, CodingKey {
      case text
      case end = "end_em"
      case boxes
    }

    init(_ line: Composition.Line, em: Length) {
      text = line.text
      boxes = line.boxes.map {
        Box(text: $0.text, x: ($0.x / em).rounded4, advance: ($0.advance / em).rounded4)
      }
      end = boxes.last.map { ($0.x + $0.advance).rounded4 } ?? 0
    }
  }

  /// Text, place and width of a cluster.
  struct Box: Encodable {
    var text: String
    var x: Double
    var advance: Double

    func encode(to encoder: any Encoder) throws {
      var values = encoder.unkeyedContainer()
      try values.encode(text)
      try values.encode(x)
      try values.encode(advance)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id, lines, diagnostics
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(lines, forKey: .lines)
    if !diagnostics.isEmpty { try values.encode(diagnostics, forKey: .diagnostics) }
  }
}

extension Double {
  fileprivate var rounded4: Double { (self * 10_000).rounded() / 10_000 }
}
