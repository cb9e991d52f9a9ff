/// 凑版手段: a way to make copy and place agree.
///
/// Body type is never made larger or smaller.
public enum Lever: String, Hashable, Sendable, CaseIterable {
  /// 缩行、赶行: short last lines pulled up, or full ones run out, within the soft limits of marks.
  case pull
  /// 挤标点: short last lines pulled up by pressing marks down to their floors.
  case squeeze
  /// White round the head and over subheads.
  case white
  /// Photos higher or lower by whole lines.
  case photo
  /// 副题 dropped.
  case deck
  /// The head in fewer lines or a smaller step of its rank.
  case head
  /// Lines traded with the story above or below.
  case trade
  /// 补白: a filler at the foot.
  case filler
  /// The place from which a story goes on elsewhere.
  case jump

  /// How far it may be pulled where nobody says.
  public var usual: Int {
    switch self {
    case .pull, .jump, .filler: 12
    case .squeeze: 6
    case .white: 2
    case .photo: 3
    case .trade: 4
    case .deck, .head: 1
    }
  }

  /// The furthest that it can be told to go.
  public var furthest: Int {
    switch self {
    case .pull, .squeeze, .filler, .jump: 40
    case .trade: 20
    case .photo: 12
    case .white: 6
    case .deck, .head: 1
    }
  }
}

/// 凑版: what may be done where copy and place disagree, in the order in which it is tried.
public struct Copyfit: Hashable, Sendable {
  /// A lever and how many lines it may make good.
  public struct Allowance: Hashable, Sendable {
    /// The lever.
    public var lever: Lever
    /// In lines; heads and decks count once.
    public var most: Int

    /// Allows a lever as far as is usual, or further.
    public init(_ lever: Lever, most: Int? = nil) {
      self.lever = lever
      self.most = most ?? lever.usual
    }
  }

  /// The levers in order, each once.
  public var levers: [Allowance]

  /// Makes a list of levers.
  public init(_ levers: [Allowance]) { self.levers = levers }

  /// What every page may do that says nothing else: photos and white, which no reader misses.
  public static let usual = Copyfit([Allowance(.photo), Allowance(.white)])

  /// How far a lever may be pulled; 0 where it is not allowed.
  public subscript(lever: Lever) -> Int { levers.first { $0.lever == lever }?.most ?? 0 }

  /// The levers after somebody nearer to the story had a say.
  public func changed(by change: CopyfitChange) -> Copyfit {
    switch change {
    case .only(let copyfit): return copyfit
    case .levers(let changes):
      var changed = self
      for allowance in changes {
        if allowance.most == 0 {
          changed.levers.removeAll { $0.lever == allowance.lever }
        } else if let index = changed.levers.firstIndex(where: { $0.lever == allowance.lever }) {
          changed.levers[index] = allowance
        } else {
          changed.levers.append(allowance)
        }
      }
      return changed
    }
  }
}

/// What a publication, page or slot says about copyfitting.
public enum CopyfitChange: Hashable, Sendable {
  /// These levers and no others.
  case only(Copyfit)
  /// Single levers turned on, off (0) or given another bound.
  case levers([Copyfit.Allowance])
}

extension [Slot] {
  /// Stories that can trade lines: one over the other in the same columns.
  ///
  /// By name, from the head of the page down; between them there may be a rule and its white.
  public var storyEdges: [(upper: String, lower: String)] {
    let widestEdge = 4
    let stories = filter { slot in
      if case .story = slot.part { slot.isRectangle && slot.over.isEmpty } else { false }
    }
    let pairs = stories.flatMap { upper in
      stories.filter { lower in
        let gap = lower.area.lines.lowerBound - upper.area.lines.upperBound - 1
        return lower.area.columns == upper.area.columns && (0...widestEdge).contains(gap)
      }.map { (upper, $0) }
    }
    return pairs.sorted { $0.0.area.lines.lowerBound < $1.0.area.lines.lowerBound }
      .map { ($0.name, $1.name) }
  }
}

/// 补白: something small that fills the foot of a story that is too short.
public struct Filler: Hashable, Sendable {
  /// What it shows.
  public enum Content: Hashable, Sendable {
    /// 自办广告: an SVG or photo of the house's own, from the publication's folder.
    case ad(Located<String>, path: String)
    /// 格言: words set in Kai, perhaps with who said them.
    case quotation(Located<String>, by: String?)
    /// 花线: a rule in the middle of its line.
    case rule(Paint)
  }

  /// What it shows.
  public var content: Content
  /// Whole lines that it takes; nil for a quotation, which takes what its words need.
  public var lines: Int?

  /// Makes a filler.
  public init(_ content: Content, lines: Int? = nil) {
    self.content = content
    self.lines = lines
  }

  /// What reports call it.
  public var name: String {
    switch content {
    case .ad(let file, _): file.value
    case .quotation(let text, _): "“\(text.value.prefix(8))\(text.value.count > 8 ? "…" : "")”"
    case .rule: "rule"
    }
  }
}
