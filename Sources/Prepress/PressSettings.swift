import CLCMS
public import Newspaper

extension PressSettings {
  /// Coldset newsprint: ISO 12647-3 practice and the Ghent Workgroup's 2022 "Newspaper Ads CMYK"
  /// limits (reference/print-ready.md 1c, 1d).
  public static let newsprint = PressSettings(
    inkLimit: 240,
    resolutions: Resolutions(most: 300, warnBelow: 150, failBelow: 100),
    minimums: Minimums(
      hairline: .points(0.25), colourTextWarnBelow: .points(10),
      colourTextFailBelow: .points(5)),
    condition: .newsprint)
}

extension OutputCondition {
  /// Coldset newsprint by CGATS/SNAP TR 002-2007, total ink 220 %.
  ///
  /// `Profiles/make_newsprint_icc.sh` makes the profile; its terms are in its copyright tag.
  public static let newsprint = OutputCondition(
    identifier: "CGATS TR 002", registry: "http://www.color.org",
    title: "Newsprint coldset (CGATS/SNAP TR 002-2007)",
    profile: Array(
      UnsafeBufferPointer(
        start: press_newsprint_profile(), count: press_newsprint_profile_size())))

  /// What is wrong with the profile, at the place where it was named: nil when a press page can be
  /// made with it.
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
    guard profile.goesBothWays else {
      return fault("icc.damaged", "profile lacks the tables from colours to inks and back")
    }
    return nil
  }

  private func fault(_ code: String, _ summary: String) -> Diagnostic {
    Diagnostic(
      .error, code, subject: identifier, at: at, "\(identifier): \(summary)",
      hints: ["ask the printer for the ICC profile of the press, or leave it out for newsprint"])
  }
}
