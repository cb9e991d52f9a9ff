import Newspaper

/// 凑版: how levers and fillers are written, and how they become a `CopyfitChange`.
enum FitKeys {
  static let field = Field(
    "fit", .either([.choice(["none"]), .list(of: lever), .record(changes)]), .optional,
    "凑版: levers in the order in which they are tried, none, or changes to single levers.")

  static let fillersField = Field(
    "fillers", .list(of: .either([.record(ad), .record(quotation), .record(rule)])), .optional,
    "补白 for the feet of stories that are too short.")

  private static func bound(_ lever: Lever) -> Kind { .wholeNumber(1...lever.furthest) }

  /// `white`, or `photo: 3`.
  private static let lever = Kind.either(
    [.text]
      + Lever.allCases.map { lever in
        .record(
          Record(
            "\(lever.rawValue) lever", "\(lever.rawValue) with its bound.",
            [Field(lever.rawValue, bound(lever), .required, "At most so many lines.")]))
      })

  /// `{photo: off, white: 1}`.
  private static let changes = Record(
    "changed levers", "Levers turned off, on, or given another bound.",
    Lever.allCases.map { lever in
      Field(
        // Other readers of YAML take off and on for truth values.
        lever.rawValue, .either([.choice(["off", "on"]), bound(lever), .flag]), .optional,
        "off, on, or at most so many lines.")
    })

  private static let filler = Kind.wholeNumber(1...100)

  private static let ad = Record(
    "house ad", "自办广告.",
    [
      Field("ad", .text, .required, "An SVG or photo, from the publication's folder."),
      Field("lines", filler, .required, "Whole lines that it takes."),
    ])

  private static let quotation = Record(
    "quotation", "格言.",
    [
      Field("quote", .text, .required, "The words."),
      Field("by", .text, .optional, "Who said them."),
    ])

  private static let rule = Record(
    "filler rule", "花线.",
    [
      Field("rule", .paint, .required, "Its ink."),
      Field("lines", filler, .optional, "Whole lines that it stands in; 1."),
    ])

  /// What a file says about levers; nil where it says nothing.
  static func change(_ checked: Checked, reading: inout Reading) -> CopyfitChange? {
    guard checked.record["fit"] != nil, let written = checked["fit"] else { return nil }
    switch written.value {
    case .text: return .only(Copyfit([]))
    case .list(let items): return .only(Copyfit(levers(items, reading: &reading)))
    case .record(let changes):
      return .levers(
        Lever.allCases.compactMap { lever in
          guard let value = changes[lever.rawValue]?.value else { return nil }
          return Copyfit.Allowance(lever, most: value.text == "off" ? 0 : value.whole)
        })
    default: return nil
    }
  }

  private static func levers(_ items: [Located<CheckedValue>], reading: inout Reading)
    -> [Copyfit.Allowance]
  {
    var levers: [Copyfit.Allowance] = []
    for item in items {
      let name = item.value.text ?? item.value.checked?.record.fields.first?.key ?? ""
      guard let lever = Lever(rawValue: name) else {
        let known = Lever.allCases.map(\.rawValue)
        reading.fault(
          "lever.unknown", name, at: item.at, "fit: there is no lever \(name)",
          hints: suggestion(for: name, among: known).map { ["write \($0)"] }
            ?? ["use one of " + known.joined(separator: ", ")])
        continue
      }
      guard !levers.contains(where: { $0.lever == lever }) else {
        reading.fault(
          "lever.twice", name, at: item.at, "fit: lever \(name) is listed twice",
          explanation: "The order of the list is the order in which levers are tried.",
          hints: ["take one of the two away"])
        continue
      }
      levers.append(
        Copyfit.Allowance(lever, most: item.value.checked.flatMap { $0.whole(name) }))
    }
    return levers
  }

  /// The fillers of a file; `folder` is the publication's.
  static func fillers(_ checked: Checked, folder: FilePath, reading: inout Reading) -> [Filler] {
    checked.list("fillers").compactMap { item in
      guard let keys = item.value.checked else { return nil }
      switch keys.record.name {
      case ad.name:
        guard let written = keys.located("ad"), let lines = keys.whole("lines") else { return nil }
        let file = folder.appending(written.value)
        let found = reading.existing(
          file, code: "ad.missing", subject: written.value, at: written.at)
        return Filler(.ad(written, path: found?.path ?? file.path), lines: lines)
      case quotation.name:
        return keys.located("quote").map { Filler(.quotation($0, by: keys.text("by"))) }
      default:
        return keys.paint("rule").map { Filler(.rule($0), lines: keys.whole("lines") ?? 1) }
      }
    }
  }

  /// Levers of a slot that can do nothing there.
  static func checkIdle(_ slot: Slot, _ checked: Checked, reading: inout Reading) {
    guard case .story(let part) = slot.part, let written = checked["fit"],
      case .only(let copyfit)? = slot.copyfit.last
    else { return }
    for allowance in copyfit.levers {
      let reason: String?
      switch allowance.lever {
      case .deck, .head: reason = part.head == .none ? "the slot has no head" : nil
      case .photo: reason = part.photos.isEmpty ? "the slot has no photos" : nil
      default: reason = nil
      }
      guard let reason else { continue }
      reportIdle(allowance.lever, of: slot.name, at: written.at, reason, reading: &reading)
    }
  }

  /// A slot that would trade lines needs a neighbour that would, too.
  static func checkTrade(
    of name: String, at: SourceRange?, among slots: [Slot], _ styles: StyleSheet,
    reading: inout Reading
  ) {
    let neighbours = slots.storyEdges.compactMap { upper, lower in
      upper == name ? lower : lower == name ? upper : nil
    }
    let reason: String?
    if neighbours.isEmpty {
      reason = "no story stands above or below it in the same columns"
    } else {
      let willing = slots.filter { slot in
        neighbours.contains(slot.name)
          && slot.copyfit.reduce(styles.copyfit) { $0.changed(by: $1) }[.trade] > 0
      }
      reason =
        willing.isEmpty ? "\(neighbours.joined(separator: " and ")) does not trade" : nil
    }
    if let reason { reportIdle(.trade, of: name, at: at, reason, reading: &reading) }
  }

  private static func reportIdle(
    _ lever: Lever, of slot: String, at: SourceRange?, _ reason: String, reading: inout Reading
  ) {
    reading.report.add(
      Diagnostic(
        .warning, "lever.idle", subject: slot, at: at,
        "\(slot): lever \(lever.rawValue) can do nothing: \(reason)",
        hints: ["take \(lever.rawValue) out of fit"]))
  }
}
