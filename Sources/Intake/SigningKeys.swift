import Newspaper

/// 三审三校: how the stages of signing are written, and how they become `SigningStages`.
enum SigningKeys {
  static let field = Field(
    "signing", .list(of: .either([.text, .record(stage)])), .optional,
    "三审三校、签样: the stages that a page passes, in order; 一校 to 签样 where nothing is written.")

  private static let stage = Record(
    "signing stage", "审次、校次: a stage at which somebody signs a page.",
    [
      Field("stage", .text, .required, "Its name, such as 终审."),
      Field(
        "by", .either([.text, .list(of: .text)]), .optional,
        "The roles that may sign; everybody where nothing is written."),
      Field(
        "demanded", .flag, .optional, "Whether no page goes to press without it; false."),
    ])

  /// The stages that a file lists; the standard ones where it says nothing.
  static func stages(_ checked: Checked, reading: inout Reading) -> SigningStages {
    guard checked["signing"] != nil else { return .standard }
    var stages: [SigningStages.Stage] = []
    for item in checked.list("signing") {
      guard let stage = stage(item) else { continue }
      if let first = stages.first(where: { $0.name == stage.name }) {
        reading.fault(
          "signing.twice", stage.name, at: stage.at, "signing: \(stage.name) is listed twice",
          explanation: first.at.map { "The first stands in line \($0.line)." },
          hints: ["give one of the two another name, such as 二校"])
      } else {
        stages.append(stage)
      }
    }
    return SigningStages(stages)
  }

  private static func stage(_ item: Located<CheckedValue>) -> SigningStages.Stage? {
    if let name = item.value.text { return .init(name, at: item.at) }
    guard let keys = item.value.checked, let name = keys.located("stage") else { return nil }
    let roles =
      keys.located("by").map { [$0.value] } ?? keys.list("by").compactMap(\.value.text)
    return .init(name.value, roles: roles, isDemanded: keys.flag("demanded") ?? false, at: name.at)
  }
}
