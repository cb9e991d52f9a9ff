/// 印厂参数: what a press can print, and what its plates must carry.
///
/// Written in `press.yaml`; what is not written there is coldset newsprint.
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
  public enum Sharpening: String, Hashable, Sendable, CaseIterable {
    case off = "none"
    case newsprint
  }

  /// The kind of PDF/X a plant asks for.
  public enum Standard: String, Hashable, Sendable, CaseIterable {
    /// ISO 15930-7: transparency stays.
    case x4 = "PDF/X-4"
    /// ISO 15930-4, for old plants: no transparency.
    case x1a = "PDF/X-1a:2003"
  }

  /// What stands round the trimmed page for the press crew.
  public enum Mark: String, Hashable, Sendable, CaseIterable {
    /// Where the sheet is cut.
    case crop
    /// Whether the plates lie on each other.
    case register
    /// Patches to measure the inks by.
    case colourBar
    /// What the sheet is.
    case slug
  }

  /// What becomes of RGB in an advertiser's PDF.
  public enum ForeignColour: String, Hashable, Sendable, CaseIterable {
    /// The page is held back until the advertiser sends CMYK.
    case refuse
    /// It is converted with the press's profile, and the report says so.
    case convert
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
  public var marks: Set<Mark>
  /// The bleed that the plant wants round every page; nil: as each sheet says.
  public var bleed: Length?
  /// The kind of PDF/X that is written and asked for.
  public var standard: Standard
  /// Spot inks that the press can print besides those that the publication declares.
  public var spotInks: [String]
  /// What becomes of RGB in advertisements.
  public var advertisementRGB: ForeignColour
  /// How the files are called.
  public var fileNames: FileNames
  /// How pages lie on plates; nil where the plant imposes.
  public var signature: Signature?

  /// Makes settings for a press.
  public init(
    inkLimit: Int, resolutions: Resolutions, minimums: Minimums, sharpening: Sharpening = .off,
    condition: OutputCondition
  ) {
    self.inkLimit = inkLimit
    self.resolutions = resolutions
    self.minimums = minimums
    self.sharpening = sharpening
    self.condition = condition
    marks = []
    standard = .x4
    spotInks = []
    advertisementRGB = .refuse
    fileNames = .standard
  }
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
  /// Where it was written; nil for the one that Forme brings.
  public var at: SourceRange?

  /// Names a condition; Prepress says whether its profile can be used.
  public init(
    identifier: String, registry: String, title: String, profile: [UInt8], at: SourceRange? = nil
  ) {
    self.identifier = identifier
    self.registry = registry
    self.title = title
    self.profile = profile
    self.at = at
  }
}
