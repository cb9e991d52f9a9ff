/// 版面毛病: what a strict layout editor would send a page back for.
///
/// Each is told of a finished page, and each can be accepted for one page, with a reason
/// (`Acceptance`). The raw value is the finding's code.
public enum LayoutFault: String, Hashable, Sendable, CaseIterable {
  /// 碰题: heads of similar size side by side.
  case tombstone = "layout.tombstone"
  /// 叠题: heads of similar size one above the other, no text between them.
  case stackedHeads = "layout.stackedHeads"
  /// 背题: a head with too little text under it at the foot of its leg.
  case headAtFoot = "layout.headAtFoot"
  /// 断版: white or a rule from edge to edge divides the page into an upper and a lower part.
  case cutAcross = "layout.cutAcross"
  /// 通线: a gutter or a rule from top to bottom divides the page into a left and a right part.
  case cutDown = "layout.cutDown"
  /// 题文不符: a head that does not stand over or beside its text.
  case headAstray = "layout.headAstray"
  /// A photo whose subject looks out of the page.
  case looksOut = "layout.looksOut"
  /// Photos of two stories side by side in one size.
  case equalPhotos = "layout.equalPhotos"
  /// A caption wider than its photo.
  case captionWide = "layout.captionWide"
  /// A story too long for its one leg.
  case longLeg = "layout.longLeg"
  /// No head is clearly the largest.
  case noLead = "layout.noLead"
  /// White larger than a few lines of a column.
  case hole = "layout.hole"
  /// Neighbouring stories with heads of one size and face.
  case sameHeads = "layout.sameHeads"
  /// A head larger than the one above it.
  case sizesRise = "layout.sizesRise"

  /// How bad it is.
  public var severity: Severity {
    switch self {
    case .longLeg, .sameHeads: .note
    default: .warning
    }
  }
}

/// 认可: a layout fault that a page has on purpose.
public struct Acceptance: Hashable, Sendable {
  /// The fault, with the place where it was written.
  public var fault: Located<LayoutFault>
  /// Why the page is better so; never empty.
  public var reason: String

  /// Accepts a fault.
  public init(fault: Located<LayoutFault>, reason: String) {
    self.fault = fault
    self.reason = reason
  }
}
