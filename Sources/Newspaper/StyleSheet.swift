/// How type is set, by the part it plays.
public struct StyleSheet: Hashable, Sendable {
  /// The parts that every style sheet has a style for.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    case body, subhead, byline, dateline, caption, credit, jump, folio, label
    case kicker, deck, sponsor, latinName, ear, numberLine, qrLabel
    case itemHead, teaser, teaserPage, table, bold, kai, pullQuote, dropCap, dutyLine
  }

  /// Styles by part.
  public var text: [Part: TextStyle]
  /// Styles of headlines by rank, largest first.
  public var heads: [HeadStyle]
  /// How body text and captions are composed.
  public var rules = CompositionRules.newspaper
  /// Indent of a paragraph's first line, in ems (6).
  public var indent = 2
  /// What may be done where copy and place disagree.
  public var copyfit = Copyfit.usual

  /// Makes a style sheet.
  public init(text: [Part: TextStyle], heads: [HeadStyle]) {
    self.text = text
    self.heads = heads
  }

  /// The style of a part; body where the sheet has none, and for a credit the caption's, flush
  /// right.
  public subscript(part: Part) -> TextStyle {
    if let style = text[part] { return style }
    if part == .credit {
      var style = self[.caption]
      style.alignment = .end
      return style
    }
    return text[.body] ?? TextStyle(face: "body", size: .points(9), pitch: .points(12))
  }

  /// The head style of a rank.
  public func head(_ rank: String) -> HeadStyle? { heads.first { $0.rank == rank } }
}

/// One way to set text.
public struct TextStyle: Hashable, Sendable {
  /// A role of `fonts.yaml`, such as "body" or "hei".
  public var face: String
  /// Size of the em.
  public var size: Length
  /// Distance between baselines where it runs over several lines off the body's grid.
  public var pitch: Length
  /// Extra space after each character, in thousandths of an em.
  public var tracking: Int
  /// How lines stand in the measure.
  public var alignment: TextAlignment
  /// The paint of the characters.
  public var paint: Paint

  /// Makes a style.
  public init(
    face: String, size: Length, pitch: Length, tracking: Int = 0,
    alignment: TextAlignment = .justify, paint: Paint = .black
  ) {
    self.face = face
    self.size = size
    self.pitch = pitch
    self.tracking = tracking
    self.alignment = alignment
    self.paint = paint
  }
}

/// How lines stand in their measure.
public enum TextAlignment: String, Hashable, Sendable, CaseIterable {
  case start, center, end, justify
}

/// How the heads of one rank are set: sizes are steps, not a range, so that heads stay alike.
public struct HeadStyle: Hashable, Sendable {
  /// The rank's name.
  public var rank: String
  /// A role of `fonts.yaml`.
  public var face: String
  /// Sizes to try, largest first.
  public var sizes: [Length]
  /// Space between lines in percent of the size.
  public var leading: Int
  /// How narrow the characters may become, in percent of their width (92 to 100).
  public var condensed: Int
  /// The most lines the headline itself may take.
  public var maxLines: Int
  /// How lines stand in the measure.
  public var alignment: TextAlignment
  /// The paint of the characters.
  public var paint: Paint
  /// Whether heads of this rank on one page get one size.
  public var siblings: Siblings = .near
  /// Sizes of kicker and deck for this rank.
  public var kicker: TextStyle
  /// The deck's style.
  public var deck: TextStyle

  /// When heads of one rank on a page are given the smallest size that any of them needs.
  public enum Siblings: String, Hashable, Sendable {
    /// When none needs more than one step less than another.
    case near
    /// Always.
    case same
    /// Never.
    case free
  }

  /// Makes a head style.
  public init(
    rank: String, face: String, sizes: [Length], leading: Int = 15, condensed: Int = 100,
    maxLines: Int = 2, alignment: TextAlignment = .center, paint: Paint = .black,
    kicker: TextStyle, deck: TextStyle
  ) {
    self.rank = rank
    self.face = face
    self.sizes = sizes
    self.leading = leading
    self.condensed = condensed
    self.maxLines = maxLines
    self.alignment = alignment
    self.paint = paint
    self.kicker = kicker
    self.deck = deck
  }
}

/// The fonts of a publication: roles and the files that play them.
///
/// Written in `fonts.yaml`.
public struct Typefaces: Hashable, Sendable {
  /// One role.
  public struct Role: Hashable, Sendable {
    /// Such as "body" or "songBold".
    public var name: String
    /// Chinese trade name of the face.
    public var title: String?
    /// The font file as it can be opened.
    public var path: String
    /// Roles to take a missing character from, in order.
    public var fallback: [String]
    /// Licence file, for `forme fonts`.
    public var licence: String?
    /// Package the file was made from, for `forme fonts`.
    public var source: String?
    /// Where it was written.
    public var at: SourceRange?

    /// Makes a role.
    public init(name: String, path: String, fallback: [String] = [], at: SourceRange? = nil) {
      self.name = name
      self.path = path
      self.fallback = fallback
      self.at = at
    }
  }

  /// The roles in the order of the file.
  public var roles: [Role]

  /// Makes a set of faces.
  public init(roles: [Role]) { self.roles = roles }

  /// The role of a name.
  public subscript(name: String) -> Role? { roles.first { $0.name == name } }
}
