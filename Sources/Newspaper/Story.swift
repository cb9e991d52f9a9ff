/// 稿件: a piece of copy with its heads and photos.
///
/// Written as Markdown with front matter.
public struct Story: Hashable, Sendable {
  /// The file's path from the issue folder; stories are known by it.
  public var id: String
  /// 引题, above the headline.
  public var kicker: Located<String>?
  /// 主题, one string a line; more than one line means the editor broke it.
  public var headline: Located<[String]>?
  /// 副题, below the headline.
  public var deck: Located<String>?
  /// 署名, as printed.
  public var byline: Located<String>?
  /// 电头, run in at the start of the first paragraph.
  public var dateline: Located<String>?
  /// 栏目: a label such as 图片新闻.
  public var label: Located<String>?
  /// 1 is the most important.
  public var priority: Int
  /// Its photos in order of importance.
  public var photos: [Photo]
  /// 提要: sentences of the story that stand out in large type.
  public var quotes: [Located<String>] = []
  /// The author's picture.
  public var portrait: Photo?
  /// The text, block by block.
  public var body: [Block]
  /// The short head over a continuation on another page.
  public var jumpHead: Located<String>?
  /// One sentence for the front page's index.
  public var teaser: Located<String>?
  /// Where the story begins.
  public var at: SourceRange?

  /// Makes an empty story.
  public init(id: String, at: SourceRange? = nil) {
    self.id = id
    self.at = at
    priority = 5
    photos = []
    body = []
  }
}

/// A part of a story's body.
public enum Block: Hashable, Sendable {
  case paragraph(RichText)
  /// 小标题.
  case subhead(RichText)
  /// Rows of cells; the first row is the heading.
  case table([[RichText]])
}

/// Text with inline styles.
public struct RichText: Hashable, Sendable {
  /// A stretch of text in one style.
  public struct Run: Hashable, Sendable {
    /// The characters.
    public var text: String
    /// How it differs from the text around it.
    public var style: InlineStyle
    /// How the characters are read aloud, set small beside them.
    public var reading: Reading?
    /// Where the words lead on a screen.
    public var link: Link?
    /// The place of the run's first character.
    public var at: SourceRange?

    /// Makes a run.
    public init(
      _ text: String, style: InlineStyle = .plain, reading: Reading? = nil, link: Link? = nil,
      at: SourceRange? = nil
    ) {
      self.text = text
      self.style = style
      self.reading = reading
      self.link = link
      self.at = at
    }
  }

  /// 拼音 or 注音 of a run.
  public enum Reading: Hashable, Sendable {
    /// Above the characters; syllables divided by spaces stand over a character each.
    case pinyin(String)
    /// In a strip at the right of each character; syllables divided by spaces.
    case zhuyin(String)
  }

  /// The stretches in order.
  public var runs: [Run]

  /// Makes text from runs.
  public init(_ runs: [Run]) { self.runs = runs }

  /// Makes text in the plain style.
  public init(_ text: String, link: Link? = nil, at: SourceRange? = nil) {
    runs = [Run(text, link: link, at: at)]
  }

  /// The characters without their styles.
  public var plain: String { runs.map(\.text).joined() }
}

/// How a stretch of text differs from the text around it.
public struct InlineStyle: OptionSet, Hashable, Sendable {
  /// The set as bits.
  public let rawValue: Int

  /// Makes a set of styles.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// No difference.
  public static let plain: InlineStyle = []
  /// Set in Hei (`**…**`).
  public static let bold = InlineStyle(rawValue: 1)
  /// Set in Kai (`*…*`).
  public static let kai = InlineStyle(rawValue: 2)
  /// Raised and small (`^…^`).
  public static let superscript = InlineStyle(rawValue: 4)
  /// Lowered and small (`~…~`).
  public static let subscripted = InlineStyle(rawValue: 8)
  /// 着重号 under each character (`[…]{.em}`).
  public static let emphasis = InlineStyle(rawValue: 16)
  /// 专名号: a line under a proper name (`[…]{.name}`).
  public static let properName = InlineStyle(rawValue: 32)
  /// 书名号甲式: a wavy line under a title (`[…]{.title}`).
  public static let bookTitle = InlineStyle(rawValue: 64)
}

/// 图片: a photo as the story names it.
public struct Photo: Hashable, Sendable {
  /// The file as written, from the story's folder.
  public var file: Located<String>
  /// The file as it can be opened.
  public var path: String
  /// The subject's place in the picture, in thousandths from the left and upper edge.
  public var focus: Focus
  /// Which way its subject looks; nil where nobody said.
  public var looks: Gaze?
  /// 图注.
  public var caption: Located<String>?
  /// 摄影署名.
  public var credit: Located<String>?
  /// 替代文字: what is to be seen, for readers who cannot see it; the caption where there is none.
  public var alternateText: Located<String>?

  /// Makes a photo with its subject in the middle.
  public init(file: Located<String>, path: String) {
    self.file = file
    self.path = path
    focus = Focus(x: 500, y: 500)
  }
}

/// Which way somebody in a photo looks, as the reader sees it.
public enum Gaze: String, Hashable, Sendable, CaseIterable {
  case left, right
}

/// The point of a photo that a crop must keep.
public struct Focus: Hashable, Sendable {
  /// Thousandths of the width, from the left.
  public var x: Int
  /// Thousandths of the height, from the top.
  public var y: Int

  /// Makes a focus point.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A picture's width and height in its upright orientation.
public struct PixelSize: Hashable, Sendable {
  /// Pixels across.
  public var width: Int
  /// Pixels down.
  public var height: Int

  /// Makes a pixel size.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// 广告: a ready-made piece placed as it is.
public struct Advertisement: Hashable, Sendable {
  /// The SVG, photo or PDF, as written.
  public var file: Located<String>
  /// The file as it can be opened.
  public var path: String
  /// Who pays for it.
  public var advertiser: String?

  /// Makes an advertisement.
  public init(file: Located<String>, path: String, advertiser: String? = nil) {
    self.file = file
    self.path = path
    self.advertiser = advertiser
  }
}
