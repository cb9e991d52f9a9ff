public import Production

/// An entry of the desk's log, which is never changed and never taken out.
///
/// Its hash covers that of the entry before, so that a changed, missing or moved entry shows.
public struct LogEntry: Hashable, Sendable, Codable {
  /// What somebody did.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A version of a page was kept.
    case keep
    case remark, reply, resolve, reopen
    case sign
    /// A signature was taken back.
    case withdraw
    /// A source file was changed from the proof.
    case edit
  }

  /// Counts from 1 without a gap; the number, too, of the remark, signature or version it made.
  public var number: Int = 0
  /// When, by the clock of the machine, which may go backwards: 2026-12-31T08:00:00.000Z.
  public var at: String = ""
  /// Who.
  public var by: String
  /// What.
  public var kind: Kind
  /// The page's number.
  public var page: Int?
  /// The code of the edition whose own page it is.
  public var edition: String?
  /// What the page showed.
  public var digest: PageDigest?
  /// The remark or signature that it is about.
  public var concerns: Int?
  /// The stage of a signature.
  public var stage: String?
  /// In which role somebody signed.
  public var role: String?
  /// Where a remark is pinned.
  public var place: RemarkPlace?
  /// The words of a remark or reply, or what was edited.
  public var text: String?
  /// The hash of the entry before.
  public var previous: String = Self.beginning

  /// The hash that the first entry follows.
  public static let beginning = String(repeating: "0", count: 64)

  init(_ kind: Kind, by name: String, page: DeskPage? = nil, digest: PageDigest? = nil) {
    by = name
    self.kind = kind
    self.page = page?.number
    edition = page?.edition
    self.digest = digest
  }

  /// The page it is about.
  public var deskPage: DeskPage? { page.map { DeskPage($0, edition: edition) } }
}

/// A place on the page, in millimetres from the upper left corner of the trim.
public struct RemarkPlace: Hashable, Sendable, Codable {
  /// From the left.
  public var x: Double
  /// From the top.
  public var y: Double
  /// 0 for a point.
  public var width: Double
  /// 0 for a point.
  public var height: Double

  /// Pins a place, to a hundredth of a millimetre.
  public init(x: Double, y: Double, width: Double = 0, height: Double = 0) {
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    self.x = rounded(x)
    self.y = rounded(y)
    self.width = rounded(width)
    self.height = rounded(height)
  }
}
