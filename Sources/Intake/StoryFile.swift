import Newspaper

/// The front matter of a story, and how a file becomes a `Story`.
enum StoryFile {
  static let record = Record(
    "story", "稿件: the front matter between the two lines of ---.",
    [
      Field("kicker", .text, .optional, "引题, above the headline."),
      Field("headline", .lines, .required, "主题; a line break in it is kept."),
      Field("deck", .text, .optional, "副题, below the headline."),
      Field("byline", .text, .optional, "署名, as printed."),
      Field("dateline", .text, .optional, "电头, run in before the first paragraph."),
      Field("label", .text, .optional, "栏目, such as 图片新闻."),
      Field("priority", .wholeNumber(1...9), .optional, "1 is the most important; 5."),
      Field("photos", .list(of: .record(photo)), .optional, "图片."),
      Field("portrait", .record(photo), .optional, "The author's picture."),
      Field("quotes", .list(of: .text), .optional, "提要: sentences set large among the legs."),
      Field("jumpHead", .text, .optional, "The short head over a continuation."),
      Field("teaser", .text, .optional, "导读: one sentence for the front page."),
    ])

  static let photo = Record(
    "photo", "图片 with its caption.",
    [
      Field("file", .text, .required, "The picture, from the story's folder."),
      Field("caption", .text, .optional, "图注."),
      Field("credit", .text, .optional, "摄影署名."),
      Field("alt", .text, .optional, "替代文字: what is to be seen; the caption."),
      Field(
        "focus", .list(.number(0...1), count: 2...2), .optional,
        "The subject's place from left and top, 0 to 1; the middle."),
      Field(
        "looks", .choice(Gaze.allCases.map(\.rawValue)), .optional,
        "Which way its subject looks: it should look into the page."),
    ])

  /// Reads the text of a story.
  static func story(_ text: String, file: FilePath, reading: inout Reading) -> Story {
    let start = SourceRange(file: file.name, line: 1, column: 1)
    var story = Story(id: file.name, at: start)
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Substring($0) }
    // Without an end to the front matter nothing is lost if all of it is taken for body.
    var firstLine = lines.first?.trimmed == "---" ? 2 : 1
    if let close = frontMatterEnd(lines, file: file.name, reading: &reading) {
      let matter = lines[1..<close].joined(separator: "\n")
      if let tree = Tree(yaml: matter, file: file.name, offset: 1, report: &reading.report) {
        if let checked = reading.check(tree, as: record) {
          fill(&story, checked, folder: file.folder, reading: &reading)
        }
      } else if matter.allSatisfy(\.isWhitespace) {
        reading.fault(
          "key.missing", "headline", at: start, "story: headline is missing",
          hints: ["add headline: between the two lines of ---"])
      }
      firstLine = close + 2
    }
    var markdown = Markdown(file: file.name)
    story.body = markdown.blocks(lines.dropFirst(firstLine - 1), firstLine: firstLine)
    reading.report.add(markdown.report)
    return story
  }

  /// The index of the line that ends the front matter; nil when there is none.
  private static func frontMatterEnd(
    _ lines: [Substring], file: String, reading: inout Reading
  ) -> Int? {
    let at = SourceRange(file: file, line: 1, column: 1)
    guard lines.first?.trimmed == "---" else {
      reading.fault(
        "story.frontMatter", file, at: at, "\(file): does not start with front matter",
        hints: ["start the file with ---, headline: …, ---"])
      return nil
    }
    if let close = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" }) { return close }
    reading.fault(
      "story.frontMatter", file, at: at, "\(file): the front matter is never closed",
      hints: ["put a line of --- after its last key"])
    return nil
  }

  private static func fill(
    _ story: inout Story, _ checked: Checked, folder: FilePath, reading: inout Reading
  ) {
    story.kicker = checked.located("kicker")
    story.headline = checked.lines("headline")
    story.deck = checked.located("deck")
    story.byline = checked.located("byline")
    story.dateline = checked.located("dateline")
    story.label = checked.located("label")
    story.priority = checked.whole("priority") ?? 5
    story.jumpHead = checked.located("jumpHead")
    story.teaser = checked.located("teaser")
    story.quotes = checked.list("quotes").compactMap(\.text)
    story.photos = checked.list("photos").compactMap { item in
      item.value.checked.flatMap { photo($0, folder: folder, reading: &reading) }
    }
    story.portrait = checked.record("portrait").flatMap {
      photo($0, folder: folder, reading: &reading)
    }
  }

  private static func photo(
    _ keys: Checked, folder: FilePath, reading: inout Reading
  ) -> Photo? {
    guard let written = keys.located("file") else { return nil }
    let found = reading.existing(
      folder.appending(written.value), code: "photo.missing", subject: written.value,
      at: written.at)
    var photo = Photo(
      file: written, path: found?.path ?? folder.appending(written.value).path)
    photo.looks = keys.choice("looks", Gaze.self)
    photo.caption = keys.located("caption")
    photo.credit = keys.located("credit")
    photo.alternateText = keys.located("alt")
    let focus = keys.list("focus").compactMap(\.value.number)
    if focus.count == 2 {
      photo.focus = Focus(
        x: Int((focus[0] * 1000).rounded()), y: Int((focus[1] * 1000).rounded()))
    }
    return photo
  }
}
