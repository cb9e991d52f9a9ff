import Newspaper

/// 改样: a change to one of the values that an editor wrote in a story or in `issue.yaml`.
public enum SourceChange: Sendable, Codable, Hashable {
  /// The body of a story: everything after the front matter, as Markdown.
  case body(String)
  /// A head of a story; nil takes it out.
  case head(HeadKey, String?)
  /// The focus point of a photo of a story, by its file as written: thousandths from left and top.
  case focus(photo: String, x: Int, y: Int)
  /// The story (a name as written in `issue.yaml`) that goes into a slot; nil empties it.
  case assign(page: Int, slot: String, story: String?)
  /// Two slots exchange their stories; each keeps where its story jumps to.
  case swap(page: Int, slot: String, otherPage: Int, otherSlot: String)

  /// The heads of a story that can be changed.
  public enum HeadKey: String, Sendable, Codable, Hashable, CaseIterable {
    case kicker, headline, deck, byline
  }
}

/// Why a change cannot be made in a file; nothing was changed.
public enum SourceChangeFault: Error, Hashable, Sendable {
  /// The file has no such photo, page or slot.
  case unknown(String)
  /// The value is written in a way that cannot be changed without touching more than it.
  case byHand(String)
  /// With the change the file would say something else than was meant, or could not be read.
  case spoils(String)
}

extension Intake {
  /// The bytes of a file with one value changed and all else as it was: comments, order, quotes,
  /// line ends.
  ///
  /// The changed file is read again; unless it says the same as before but for the one value, the
  /// change is refused.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - file: Its name: `issue.yaml`, else a story's id.
  ///   - folder: The folder that names in it start from: the issue's.
  ///   - edition: The code of the edition whose slots are meant; nil for the issue's own.
  ///   - change: What is to be changed.
  /// - Returns: The bytes of the changed file.
  /// - Throws: Why the change cannot be made.
  public static func changed(
    _ bytes: [UInt8], of file: String, in folder: String, edition: String? = nil,
    by change: SourceChange
  ) throws(SourceChangeFault) -> [UInt8] {
    let path = FilePath(name: "", path: folder).appending(file)
    switch change {
    case .body(let text): return try StorySource(bytes, path).withBody(text)
    case .head(let key, let value): return try StorySource(bytes, path).with(key, value)
    case .focus(let photo, let x, let y):
      return try StorySource(bytes, path).withFocus(of: photo, x: x, y: y)
    case .assign(let page, let slot, let story):
      return try IssueSource(bytes, path, edition: edition).assigning(story, to: slot, of: page)
    case .swap(let page, let slot, let otherPage, let otherSlot):
      return try IssueSource(bytes, path, edition: edition).swapping(
        slot, of: page, with: otherSlot, of: otherPage)
    }
  }

  /// The part of a story's file after its front matter, lines ending in `\n`; nil for bytes that
  /// are no story.
  public static func body(of bytes: [UInt8]) -> String? {
    let source = SourceLines(bytes)
    guard source.isText, let close = source.frontMatterEnd else { return nil }
    return source.texts[(close + 1)...].joined(separator: "\n")
  }

  /// A story's name as it is to be written in `issue.yaml`, from its id.
  public static func storyName(_ id: String, issueFile bytes: [UInt8]) -> String {
    var report = Report()
    let text = SourceLines(bytes).texts.joined(separator: "\n")
    guard let tree = Tree(yaml: text, file: "issue.yaml", report: &report),
      let written = tree["stories"]?.scalar
    else { return id }
    let folder = FilePath(name: "", path: "").appending(written).name
    return id.hasPrefix(folder + "/") ? String(id.dropFirst(folder.count + 1)) : id
  }
}
