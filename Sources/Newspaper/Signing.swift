/// 三审三校: the stages that a page passes before it is printed, in their order.
///
/// Written under `signing` in `publication.yaml`.
public struct SigningStages: Hashable, Sendable {
  /// A stage at which somebody answers for a page with their name.
  public struct Stage: Hashable, Sendable {
    /// As people call it, such as 终审.
    public var name: String
    /// Who may sign, such as 总编辑; empty for everybody.
    public var roles: [String]
    /// Whether a page goes to press without it.
    public var isDemanded: Bool
    /// Where it was written.
    public var at: SourceRange?

    /// Makes a stage.
    public init(
      _ name: String, roles: [String] = [], isDemanded: Bool = false, at: SourceRange? = nil
    ) {
      self.name = name
      self.roles = roles
      self.isDemanded = isDemanded
      self.at = at
    }

    /// Whether somebody with these roles may sign.
    public func admits(_ roles: [String]) -> Bool {
      self.roles.isEmpty || roles.contains(where: self.roles.contains)
    }
  }

  /// The stages in the order in which they are passed.
  public var stages: [Stage]

  /// Makes stages.
  public init(_ stages: [Stage]) { self.stages = stages }

  /// 一校 to 签样, none of which the press demands.
  public static let standard = SigningStages([
    Stage("一校", roles: ["校对"]), Stage("二校", roles: ["校对"]), Stage("三校", roles: ["校对"]),
    Stage("初审", roles: ["编辑"]), Stage("复审", roles: ["主任"]), Stage("终审", roles: ["总编辑"]),
    Stage("签样", roles: ["值班总编辑", "总编辑"]),
  ])

  /// The stage of this name.
  public subscript(name: String) -> Stage? { stages.first { $0.name == name } }

  /// The stages without which no page goes to press.
  public var demanded: [Stage] { stages.filter(\.isDemanded) }

  /// The demanded stages that come before a stage.
  public func demanded(before name: String) -> [Stage] {
    stages.prefix { $0.name != name }.filter(\.isDemanded)
  }
}
