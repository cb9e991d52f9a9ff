import CLCMS
public import Newspaper

/// What a press can print, and what its plates must carry.
///
/// The default is coldset newsprint: ISO 12647-3 practice and the Ghent Workgroup's 2022
/// "Newspaper Ads CMYK" limits (reference/print-ready.md 1c, 1d).
public struct PressSettings: Hashable, Sendable {
  /// Resolutions of photos in pixels an inch.
  public struct Resolutions: Hashable, Sendable {
    /// Photos with more are reduced to this.
    public var most: Double
    /// Photos with less are printed with a warning (GWG 2022 R0031).
    public var warnBelow: Double
    /// Photos with less must not go to press (GWG 2022 R0031).
    public var failBelow: Double
    /// The same for pictures of one bit a pixel (GWG 2022 R0032).
    public var lineArtWarnBelow: Double
    /// The same for pictures of one bit a pixel (GWG 2022 R0032).
    public var lineArtFailBelow: Double

    /// Makes limits; those of line art are the Ghent Workgroup's.
    public init(
      most: Double, warnBelow: Double, failBelow: Double, lineArtWarnBelow: Double = 800,
      lineArtFailBelow: Double = 550
    ) {
      self.most = most
      self.warnBelow = warnBelow
      self.failBelow = failBelow
      self.lineArtWarnBelow = lineArtWarnBelow
      self.lineArtFailBelow = lineArtFailBelow
    }
  }

  /// The smallest things that print.
  public struct Minimums: Hashable, Sendable {
    /// The thinnest rule (GWG 2022 R0018, R0019).
    public var hairline: Length
    /// White or many-ink text below this size is warned about (GWG 2022 R0016, R0017).
    public var colourTextWarnBelow: Length
    /// White or many-ink text below this size must not go to press.
    public var colourTextFailBelow: Length

    /// Makes limits.
    public init(hairline: Length, colourTextWarnBelow: Length, colourTextFailBelow: Length) {
      self.hairline = hairline
      self.colourTextWarnBelow = colourTextWarnBelow
      self.colourTextFailBelow = colourTextFailBelow
    }
  }

  /// Whether a photo's edges are made crisper, as newsprint blurs them.
  public enum Sharpening: String, Hashable, Sendable {
    case off
    case newsprint
  }

  /// The kind of PDF/X a plant asks for.
  public enum Standard: String, Hashable, Sendable {
    /// ISO 15930-7: transparency stays.
    case x4 = "PDF/X-4"
    /// ISO 15930-4, for old plants: no transparency.
    case x1a = "PDF/X-1a:2003"
  }

  /// What stands round the trimmed page for the press crew.
  public enum Marks: String, Hashable, Sendable {
    case off
    /// Crop marks, register marks, colour bar and slug line.
    case all
  }

  /// The most ink in percent, averaged over any square of 15 mm.
  ///
  /// GWG 2022 R0026, ISO 12647-3. Photos are limited to 4 less, as JPEG adds up to 4.
  public var inkLimit: Int
  /// Limits of photos.
  public var resolutions: Resolutions
  /// Limits of type and rules.
  public var minimums: Minimums
  /// What is done to photos for the paper.
  public var sharpening: Sharpening
  /// The paper, inks and press that colours are made for.
  public var condition: OutputCondition
  /// What is printed outside the trim.
  public var marks: Marks
  /// The kind of PDF/X that is written and asked for.
  public var standard: Standard

  /// Makes settings for a press.
  public init(
    inkLimit: Int, resolutions: Resolutions, minimums: Minimums, sharpening: Sharpening,
    condition: OutputCondition, marks: Marks = .off, standard: Standard = .x4
  ) {
    self.standard = standard
    self.marks = marks
    self.inkLimit = inkLimit
    self.resolutions = resolutions
    self.minimums = minimums
    self.sharpening = sharpening
    self.condition = condition
  }

  /// Coldset newsprint.
  public static let newsprint = PressSettings(
    inkLimit: 240,
    resolutions: Resolutions(most: 300, warnBelow: 150, failBelow: 100),
    minimums: Minimums(
      hairline: .points(0.25), colourTextWarnBelow: .points(10),
      colourTextFailBelow: .points(5)),
    sharpening: .off, condition: .newsprint)
}

/// The printing condition a page is made for: its registered name and its ICC profile.
public struct OutputCondition: Hashable, Sendable {
  /// The name under which it is registered, such as "CGATS TR 002".
  public var identifier: String
  /// Where it is registered.
  public var registry: String
  /// What it is, in words.
  public var title: String
  /// The ICC profile: a printer's, CMYK.
  public var profile: [UInt8]

  /// Names a condition; `check()` says whether its profile can be used.
  public init(identifier: String, registry: String, title: String, profile: [UInt8]) {
    self.identifier = identifier
    self.registry = registry
    self.title = title
    self.profile = profile
  }

  /// Coldset newsprint by CGATS/SNAP TR 002-2007, total ink 220 %.
  ///
  /// `Profiles/make_newsprint_icc.sh` makes the profile; its terms are in its copyright tag.
  public static let newsprint = OutputCondition(
    identifier: "CGATS TR 002", registry: "http://www.color.org",
    title: "Newsprint coldset (CGATS/SNAP TR 002-2007)",
    profile: Array(
      UnsafeBufferPointer(
        start: press_newsprint_profile(), count: press_newsprint_profile_size())))

  /// What is wrong with the profile: nil when a press page can be made with it.
  public func check() -> Diagnostic? {
    guard let profile = ICCProfile(profile) else {
      return fault("icc.damaged", "profile cannot be read")
    }
    guard profile.space == .cmyk else {
      return fault("icc.space", "profile is not CMYK")
    }
    guard profile.isPrinter else {
      return fault("icc.class", "profile is not a printer's profile (class prtr)")
    }
    return nil
  }

  private func fault(_ code: String, _ summary: String) -> Diagnostic {
    Diagnostic(
      .error, code, subject: identifier, "\(identifier): \(summary)",
      hints: ["ask the printer for the ICC profile of the press, or leave it out for newsprint"])
  }
}
