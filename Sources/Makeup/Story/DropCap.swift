import Composition
import Newspaper

/// 首字下沉: the first character of a story, some lines high, text beside it.
struct DropCap {
  let line: Line
  /// How many lines it is high.
  let lines: Int
  let style: TextStyle
  /// What it takes of the lines beside it: whole characters.
  let width: Length
  /// From the baseline of its last line down to its own: their em boxes end level.
  let drop: Length
}

extension PageDesk {
  /// Takes the first character out of the first paragraph and makes it a drop cap.
  ///
  /// A story that begins with a dateline or a mark is set without, which is noted.
  func setDropCap(_ lines: Int, in pieces: inout [Piece], of story: Story, _ part: StoryPart) {
    guard part.writing == .horizontal, let first = pieces.indices.first,
      case .paragraph(_, let block, 0, _) = pieces[first], let text = story.text(of: block),
      let character = text.plain.first, character.isLetter, story.dateline == nil
    else {
      report.add(
        Diagnostic(
          .note, "makeup.dropCap.none", subject: story.id, at: story.at, page: page.number,
          "\(story.id) begins without a drop cap",
          explanation: "Only a letter that begins a paragraph across the page can be one.",
          hints: ["begin the story with plain text, or take dropCap out of the slot"]))
      return
    }
    let skipped = String(character).utf8.count
    let rest = paragraph(text.dropping(bytes: skipped), of: story, indent: 0, .horizontal)
    pieces[first] = .paragraph(
      rest, block: block, skipped: skipped, cap: dropCap(String(character), lines: lines))
  }

  private func dropCap(_ character: String, lines: Int) -> DropCap {
    var style = styles[.dropCap]
    style.size = grid.pitch * (lines - 1) + grid.bodySize
    style.pitch = style.size
    style.tracking = 0
    let line = composer.singleLine(RichText(character), style: style)
    let needed = line.width + grid.bodySize / 4
    let characters = (needed.units + grid.bodySize.units - 1) / grid.bodySize.units
    return DropCap(
      line: line, lines: lines, style: style, width: grid.bodySize * characters,
      drop: (grid.bodySize - style.size).scaled(by: 0.12))
  }
}
